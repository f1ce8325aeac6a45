package io.patchbay.media.session;

/// Who may process a group's frames: a shared tick, or the thread of a clocked line.
interface Driver {}
