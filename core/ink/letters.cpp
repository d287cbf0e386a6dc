// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/letters.h"

#include "core/ink/grid_forms.h"

#include <array>
#include <cassert>
#include <string_view>

namespace numeral {

namespace {

// Each letter's forms, as `drawGridForm` reads them.

constexpr std::array<std::string_view, 26> capitals{
    // A
    "UCY LN,UCY KO,UCY LN,UCY KN,UcY KO,UfcjY kO,UCYLN,UC CY KO,UbdY KO,UgchY LN",
    // B
    "AU AciKmtwU,AU AdinKntxU,UAciKmtwU,AUAciKmtwU,AU bdinlntxv,AU AdiMsxU,AcjLowU AU",
    // C
    "jdbfpvxt,edbfkpvxy,ecfpwy,jcfkpwt,dbfpvx",
    // D
    "AU AcjtwU,AU AcjtwU,UAcjtwU,AUAcjtwU,AU adjtxu,AU bdjtxv",
    // E
    "EAUY KN,AU AE KN UY,EAUY KO,EAU KN UY,jdbgMpvxt,edbfmLpvxy,AUY AE KN,AE AU KM UY",
    // F
    "EAU KN,AU AE KN,AU AE KO,eaU KN,AU AD KM,AEAU KN,BV AE KN",
    // G
    "jdbfpvxtOM,edbfpvxtOM,ecfpwtOM,jdbfkpvxTOMO,ecfpwTO NO,jdbfpvxt MOY,ecfpwtom",
    // H
    "AU EY KO,AU EY KO,AU KO EY,AU EY LO,AUKOEY,AUKOE OY,aU eY KO",
    // I
    "CW,CW,CW BD VX,CW AE UY,cW,BD CW VX",
    // J
    "Dswp,Drvp,BE Dswup,AE Cmrvp,Esxvp,CE Dswp,AE Drvp",
    // K
    "AU EKY,AU ELY,AU EK LY,AU EK KY,AU elY,AU EKRY,AU dLY,AUKE LY",
    // L
    "AUY,AUY,AuY,BVY,AUX,hcbglqvUvY",
    // M
    "UAMEY,UAREY,UAWEY,AU AMEY,AU AREY,UBMDY,UbMdY,UAHEY,AU AM ME EY,UbhrhdY",
    // N
    "UAYE,AU AYE,UAYE,AU AY EY,UAYE,UbXE,UBXD",
    // O
    "cfpwtjc,cfpwtjc,dbfpvxtjd,cjtwpfcg,bfpwtjcf",
    // P
    "AU AdjnK,UAdjnK,AUAdjnK,AU bdjnl,AU AciL,AU AcjoL,BV acjnl",
    // Q
    "cfpwtjc SY,cfpwtjc MY,cfpwtjc RY,cfpwtjc SX,cfpwtjcRY,dbfpvxtjd SY,cfpwtjc WY",
    // R
    "AU AdjnKY,UAdjnKY,AU AdjnLY,AUAdjnKY,AU bdjnlY,AU AciLY,AU acjnMY,UAdjnKmY",
    // S
    "jdbfmtxvp,ecfmtwu,edbflntxvu,jcfmtwp,ecflntwu",
    // T
    "AE CW,AE CW,CW AE,AE DX,FE CW,aE cW,AE CWX",
    // U
    "AfpwtE,AkpwtOE,ApvxtE,ApwtEY,ApvxtEY,AkqwsoE",
    // V
    "AWE,AWE,AwE,AWE,AWd,AWie",
    // W
    "AVHXE,AVCXE,AVMXE,AVHXE,ApvMxtE,AqvhxsE,AvmxE",
    // X
    "AY EU,EU AY,AY EU,alqY EU,AY emU,BX DV",
    // Y
    "AM EMW,AMW EM,AM EU,AM EV,AM EMW,ALE MW,AflnE jtwp,ALOE OtWP",
    // Z
    "AEUY,AEUY,AEUY LN,aeUY,AEUY KO,AeUy,beUy,AEUyx",
};

constexpr std::array<std::string_view, 26> small{
    // a
    "ecfpwtEY,ecfpwtEY,jdbfpvxtJY,jcfpwtEy,dbfpvxtEY,fbdjtY nlpvxt,fbdjY olpvxt,djcfpwtEY",
    // b
    "AUpmtwU,AU plntwU,ApwtmK,AUkmtxu,AU kmotxu,Aupwtnl",
    // c
    "jdbfpvxt,ecfkpwy,jcfpwt,dbfpvx",
    // d
    "onlpvxtEY,EY omkpwt,omkpwtEY,nlpvxtEY,EY nlpvxt,omkpwtEy",
    // e
    "KOjcfpwt,KOjcfpwy,MOjcfpwt,kojcfpwy,lojdbfpvxt,KNicfpwt",
    // f
    "ecgqV KN,edhrw KN,edhrw FJ,jdchrW KO,ecgqv KO,dbgqV FI",
    // g
    "ecfmjEtwp,ecfmjEtwp,jdbfglnjEtxvp,ecfmjEtwqo,ecfmjEOtxvp,dbfkmnE JOtwp",
    // h
    "AUpmtY,AUpmoY,AUkmtY,AUpntY,AU pmtY",
    // i
    "HW C,HWx C,HwX B,HW C,GW D,HRvy C",
    // j
    "Hrvp C,Hrwup D,Iswp D,Hrvp B",
    // k
    "AU OPY,AU NPY,AU NQY,AU OP QY,AUpmnpY",
    // l
    "Cqwx,CWX,Cqwx,Brvx,pmdcgqvx,CWx",
    // m
    "AUfbhWhdjY,UfbhWhdjY,FUfbhWhdjY,AUgchWhdjY,AUfbgWhdiY",
    // n
    "AUfcjY,UfcjY,AUgdjY,FUfcjY,AUfcjtY,AUkciX",
    // o
    "cfpwtjc,dbfpvxtjd,cfpwtjcg",
    // p
    "AUfcjmK,AU fcjmK,AU bdjnl,AUfcjnK,AU acjmk",
    // q
    "ecfmjEY,edbfmnjEY,ecfmjEYT,jcflnEY",
    // r
    "AUfce,AUfcd,AUfbd,aUfce,AUfdj,FUgce",
    // s
    "jdbfmtxvp,ecfmtwu,edbflntxvu,jcfmtwp",
    // t
    "CW FJ,Cqwx FI,Crwy FJ,CW KO,CrwX GJ,BqvX FH",
    // u
    "ApwtEY,AkpwtEY,ApvxtEY,ApwtE,AkqwtEy",
    // v
    "AWE,AwE,AWE,aWe,AwEJ",
    // w
    "AVHXE,ApvMxtE,AqvhxsE,ApvhxtE,AVMXE",
    // x
    "AY EU,alqY EU,AY emU,fbmxt jdmvp,EU AY",
    // y
    "AM EU,AlnEtwp,AME EtWP,ALE EU,AM EV,AlmnEtwp,AflnE jtwp",
    // z
    "AEUY,aeUY,AEUY LN,beUy,AEMtwup",
};

} // namespace

std::string_view letterForms(char letter)
{
    const bool isSmall = letter >= 'a';
    const auto index = static_cast<std::size_t>(letter - (isSmall ? 'a' : 'A'));
    assert(index < capitals.size());
    return isSmall ? small[index] : capitals[index];
}

Ink drawLetter(char letter, SmallRandom& random)
{
    return drawGridForm(letterForms(letter), random);
}

Ink drawLetterInAnyCase(char letter, SmallRandom& random)
{
    constexpr std::uint64_t capitalsOf100 = 65;
    const bool isCapital = random.below(100) < capitalsOf100;
    return drawLetter(static_cast<char>(isCapital ? letter - 'a' + 'A' : letter), random);
}

} // namespace numeral
