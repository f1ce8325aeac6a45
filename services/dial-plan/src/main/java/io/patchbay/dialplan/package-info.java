/// Policy decisions as a service.
@NullMarked
package io.patchbay.dialplan;

import org.jspecify.annotations.NullMarked;
