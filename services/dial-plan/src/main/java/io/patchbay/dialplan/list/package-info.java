/// Number lists that are too long for documents, read from files.
@NullMarked
package io.patchbay.dialplan.list;

import org.jspecify.annotations.NullMarked;
