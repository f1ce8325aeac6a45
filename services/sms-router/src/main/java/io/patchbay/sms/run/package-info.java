/// Loops that run until the service stops.
@NullMarked
package io.patchbay.sms.run;

import org.jspecify.annotations.NullMarked;
