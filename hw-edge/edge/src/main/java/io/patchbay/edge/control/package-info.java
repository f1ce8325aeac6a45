/// The gRPC session to each trunk replica.
@NullMarked
package io.patchbay.edge.control;

import org.jspecify.annotations.NullMarked;
