/// The gRPC server that a service answers on.
@NullMarked
package io.patchbay.launch.grpc;

import org.jspecify.annotations.NullMarked;
