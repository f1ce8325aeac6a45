/// From the topic of call records into the store, each record once.
@NullMarked
package io.patchbay.cdr.ingest;

import org.jspecify.annotations.NullMarked;
