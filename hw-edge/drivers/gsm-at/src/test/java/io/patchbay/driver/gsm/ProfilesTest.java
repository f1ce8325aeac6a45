package io.patchbay.driver.gsm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchbay.driver.gsm.profile.AudioPath;
import io.patchbay.driver.gsm.profile.Profiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `family: auto`: a modem is known by what it answers to AT+CGMI and AT+CGMM.
final class ProfilesTest {
  @ParameterizedTest
  @CsvSource({
    "Quectel, EC25, quectel-ec2x",
    "Quectel, EG25, quectel-ec2x",
    "'', EC20F, quectel-ec2x",
    "SIMCOM INCORPORATED, SIMCOM_SIM7600E-H, simcom-sim7600",
    "SIMCOM INCORPORATED, A7670E, simcom-sim7600",
    "SIMCOM_Ltd, SIMCOM_SIM800L, simcom-sim800",
    "Quectel, UC20, quectel-uc20",
    "Quectel_Ltd, Quectel_M35, quectel-m35",
    "huawei, E173, huawei",
    "'', E1550, huawei",
    "HUAWEI, E3531, huawei",
    "Telit, LE910-EUG, telit-le910",
    "u-blox, SARA-U201, u-blox",
    "Sony Ericsson, K800i, generic",
    "'', '', generic",
  })
  void theModemsOwnWordsChooseTheFamily(String manufacturer, String model, String family) {
    assertEquals(family, Profiles.choose(Profiles.AUTO, manufacturer, model).family());
  }

  @ParameterizedTest
  @CsvSource({
    "quectel-ec2x, SERIAL, '[AT+QPCMV=1,0]'",
    "quectel-ec2x, SOUND_CARD, '[AT+QPCMV=1,2]'",
    "quectel-ec2x, NONE, []",
    "simcom-sim7600, SERIAL, [AT+CPCMFRM=0]",
    "simcom-sim7600, SOUND_CARD, []",
    "quectel-uc20, SERIAL, '[AT+QPCMV=1,0]'",
    "quectel-m35, SOUND_CARD, []",
    "generic, SOUND_CARD, []",
  })
  void aNamedFamilyArmsItsAudio(String family, AudioPath path, String commands) {
    assertEquals(commands, Profiles.choose(family, "", "").audio(path).arm().toString());
  }
}
