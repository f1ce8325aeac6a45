/// The short message service centre: store and forward, reports, retry. Pure.
@NullMarked
package io.patchbay.simulator.sms;

import org.jspecify.annotations.NullMarked;
