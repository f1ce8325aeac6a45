/// The configuration documents: stored with revisions, checked, sealed, imported from files.
@NullMarked
package io.patchbay.console.config;

import org.jspecify.annotations.NullMarked;
