/// `sim.v1` over gRPC: server and client.
@NullMarked
package io.patchbay.simulator.api;

import org.jspecify.annotations.NullMarked;
