/// What the network between us and our peers makes of our addresses.
@NullMarked
package io.patchbay.edge.nat;

import org.jspecify.annotations.NullMarked;
