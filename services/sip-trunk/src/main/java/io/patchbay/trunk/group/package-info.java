/// Group mode: the number of one line reaches all lines of its group, by call forwarding in the
/// mobile network.
@NullMarked
package io.patchbay.trunk.group;

import org.jspecify.annotations.NullMarked;
