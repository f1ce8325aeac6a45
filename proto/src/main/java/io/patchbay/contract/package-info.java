/// What all processes agree on besides the wire messages: topic names, faults and their gRPC
/// status.
@NullMarked
package io.patchbay.contract;

import org.jspecify.annotations.NullMarked;
