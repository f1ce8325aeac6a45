/// What extensions want to be told of each other: calls (RFC 4235), presence (RFC 3856) and waiting
/// messages (RFC 3842), by SUBSCRIBE and NOTIFY (RFC 6665).
@NullMarked
package io.patchbay.trunk.watch;

import org.jspecify.annotations.NullMarked;
