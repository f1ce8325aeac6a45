/// The outside world in software, scripted or driven over gRPC.
@NullMarked
package io.patchbay.simulator;

import org.jspecify.annotations.NullMarked;
