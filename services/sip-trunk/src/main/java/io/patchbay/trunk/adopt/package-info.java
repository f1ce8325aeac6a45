/// Snapshots of calls, and calls of a dead replica or a restarted edge picked up from them.
@NullMarked
package io.patchbay.trunk.adopt;

import org.jspecify.annotations.NullMarked;
