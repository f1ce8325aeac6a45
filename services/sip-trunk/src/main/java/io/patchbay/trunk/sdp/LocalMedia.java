package io.patchbay.trunk.sdp;

/// Where we receive RTP.
public record LocalMedia(String address, int port) {}
