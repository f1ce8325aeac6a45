/// When something holds: week by week, in a time zone, but for holidays.
@NullMarked
package io.patchbay.contract.schedule;

import org.jspecify.annotations.NullMarked;
