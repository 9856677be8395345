/// The Vert.x context on which somebody waits for an answer, or on which work is by itself.
/// Entered by whatever may be answered on another thread; see [dev.groundswell.platform.context.CallersContext];
/// and by what must not find what its caller keeps, see [dev.groundswell.platform.context.OwnContext].
/// Leans on nothing; who waits on no context is answered where the answer comes.
@NullMarked
package dev.groundswell.platform.context;

import org.jspecify.annotations.NullMarked;
