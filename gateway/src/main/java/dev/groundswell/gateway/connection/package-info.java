/// Ends connections whose clients take longer over a request's head, or over reading an answer, than anybody honest does, and bounds what is made for those who do not
/// read.
/// Entered by nobody: it looks after the event loops' connections itself; the pipeline asks it how long a reader may take.
/// Leans on Netty's pipelines as Vert.x builds them; a connection it does not understand is left to the idle time-out.
@NullMarked
package dev.groundswell.gateway.connection;

import org.jspecify.annotations.NullMarked;
