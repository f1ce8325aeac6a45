package io.patchbay.trunk.run;

import io.patchbay.proto.config.v1.MediaSpec;
import io.patchbay.proto.config.v1.SettingsSpec;
import io.patchbay.proto.config.v1.TrunkSpec;
import io.patchbay.trunk.config.Configuration;
import io.patchbay.trunk.sdp.Codec;
import java.util.List;

/// The codecs of an account: its own, else those of the settings.
final class AccountCodecs {
  private AccountCodecs() {}

  static List<Codec> of(Configuration configuration, TrunkSpec trunk) {
    SettingsSpec settings = configuration.documents().settings();
    MediaSpec media = configuration.mediaOfTrunk(trunk);
    return codecs(trunk.getCodecsList(), media, settings.getMedia().getCodecsList());
  }

  static List<Codec> of(Configuration configuration, String extension) {
    SettingsSpec settings = configuration.documents().settings();
    MediaSpec media = configuration.mediaOfExtension(extension);
    List<String> common =
        settings.getCodecsCount() > 0
            ? settings.getCodecsList()
            : settings.getMedia().getCodecsList();
    return codecs(media.getCodecsList(), media, common);
  }

  private static List<Codec> codecs(List<String> own, MediaSpec media, List<String> common) {
    List<String> names = !own.isEmpty() ? own : media.getCodecsList();
    return Codec.list(names.isEmpty() ? common : names, media);
  }
}
