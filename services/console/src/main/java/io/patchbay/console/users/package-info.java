/// Who may do what: accounts, sessions, and the filter in front of every request.
@NullMarked
package io.patchbay.console.users;

import org.jspecify.annotations.NullMarked;
