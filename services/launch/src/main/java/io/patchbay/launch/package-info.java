/// How every service starts; knows no service.
@NullMarked
package io.patchbay.launch;

import org.jspecify.annotations.NullMarked;
