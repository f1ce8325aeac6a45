/// The tables of schema cdr_analytics.
@NullMarked
package io.patchbay.cdr.store;

import org.jspecify.annotations.NullMarked;
