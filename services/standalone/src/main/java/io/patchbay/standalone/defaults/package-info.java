/// The documents that come with the product.
@NullMarked
package io.patchbay.standalone.defaults;

import org.jspecify.annotations.NullMarked;
