/// What every gRPC server of ours does the same way: answers, streams of events, faults.
@NullMarked
package io.patchbay.contract.serve;

import org.jspecify.annotations.NullMarked;
