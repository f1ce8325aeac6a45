/// Configurations of other products to documents and back.
@NullMarked
package io.patchbay.standalone.migrate;

import org.jspecify.annotations.NullMarked;
