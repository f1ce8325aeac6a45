package io.patchbay.edge.context;

import com.google.protobuf.ByteString;
import io.patchbay.media.srtp.SrtpSuite;
import io.patchbay.proto.edge.v1.SrtpKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Our SRTP keys of one port, one for each suite that may be agreed on. They are made with the port
/// and forgotten with it; nothing writes them down.
public final class LocalKeys {
  private final Map<SrtpSuite, io.patchbay.media.srtp.SrtpKey> keys =
      new EnumMap<>(SrtpSuite.class);

  /// @param suites by name
  /// @throws IllegalArgumentException naming a suite that is not known
  public LocalKeys(List<String> suites, SecureRandom random) {
    for (String name : suites) {
      var suite = suite(name);
      keys.put(suite, io.patchbay.media.srtp.SrtpKey.random(suite, random));
    }
  }

  /// As they go to the trunk.
  List<SrtpKey> all() {
    var all = new ArrayList<SrtpKey>();
    keys.forEach((suite, key) ->
        all.add(
            SrtpKey.newBuilder()
                .setSuite(suite.name())
                .setKey(ByteString.copyFrom(Base64.getDecoder().decode(key.inline())))
                .build()));
    return all;
  }

  /// @throws IllegalArgumentException when the port was opened without one
  io.patchbay.media.srtp.SrtpKey of(SrtpSuite suite) {
    var key = keys.get(suite);
    if (key == null) {
      throw new IllegalArgumentException("the port has no key of " + suite);
    }
    return key;
  }

  static SrtpSuite suite(String name) {
    return SrtpSuite.named(name)
        .orElseThrow(() -> new IllegalArgumentException("SRTP suite '" + name + "' is not known"));
  }
}
