/// Runs the call machines: one mailbox per call, timers, and the effects of actions.
@NullMarked
package io.patchbay.trunk.run;

import org.jspecify.annotations.NullMarked;
