/// The gRPC server edges attach to, and what other services ask of it.
@NullMarked
package io.patchbay.trunk.edge;

import org.jspecify.annotations.NullMarked;
