/// Keyset pages: how a client asks for one and how an answer names the next.
/// Entered by every resource that serves a collection.
/// Leans on nothing; a cursor that is not ours is refused as an impossible query.
@NullMarked
package dev.groundswell.platform.paging;

import org.jspecify.annotations.NullMarked;
