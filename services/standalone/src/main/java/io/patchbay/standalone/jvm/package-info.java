/// How JVMs of ours are started.
@NullMarked
package io.patchbay.standalone.jvm;

import org.jspecify.annotations.NullMarked;
