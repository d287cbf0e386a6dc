// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ink/letters.h"

#include "core/ink/hand.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cctype>
#include <cmath>
#include <string>
#include <vector>

namespace numeral {

namespace {

// A form is written as the places that the pen passes on a grid of five columns and five rows,
// named row by row:
//
//     a b c d e
//     f g h i j
//     k l m n o
//     p q r s t
//     u v w x y
//
// At a capital the stroke has a corner (so it does where it begins and ends), at a small letter it
// bends. A blank lifts the pen, a comma begins another form; a single place is a dot. More usual
// forms are named more often.

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

using Places = std::array<Point, 25>;

/// Places of a grid whose columns and rows are unevenly far apart, each a little off.
Places crookedGrid(Hand& hand)
{
    constexpr int side = 5;
    constexpr double uneven = 0.35; // of the distance of two columns or rows, at most
    constexpr double off = 0.3;
    std::array<double, side> columns{};
    std::array<double, side> rows{};
    for (int i = 1; i < side; ++i) {
        columns[i] = columns[i - 1] + hand.number(1 - uneven, 1 + uneven);
        rows[i] = rows[i - 1] + hand.number(1 - uneven, 1 + uneven);
    }
    const double width = std::exp(hand.number(std::log(0.3), std::log(1.2)));
    Places places;
    for (int row = 0; row < side; ++row) {
        for (int column = 0; column < side; ++column) {
            places[row * side + column]
                = {width * (columns[column] + hand.number(-off, off)) / columns[side - 1],
                    (rows[row] + hand.number(-off, off)) / rows[side - 1]};
        }
    }
    return places;
}

std::string_view chosenForm(std::string_view forms, SmallRandom& random)
{
    std::uint64_t number
        = random.below(1 + static_cast<std::uint64_t>(std::count(forms.begin(), forms.end(), ',')));
    while (number-- > 0) {
        forms.remove_prefix(forms.find(',') + 1);
    }
    return forms.substr(0, forms.find(','));
}

/// Draws a stroke of a form. `softness` is the probability that a corner is rounded off.
Stroke strokeThrough(std::string_view stroke, const Places& places, Hand& hand, double softness)
{
    constexpr double missed = 0.04;
    Stroke drawn;
    std::vector<Point> bend; // since the last corner
    for (std::size_t i = 0; i < stroke.size(); ++i) {
        const bool isCorner = stroke[i] >= 'A' && stroke[i] <= 'Z';
        const auto index = static_cast<std::size_t>(stroke[i] - (isCorner ? 'A' : 'a'));
        Point place = places[index];
        place.x += hand.number(-missed, missed);
        place.y += hand.number(-missed, missed);
        if (drawn.empty()) {
            drawn.push_back(place);
            continue;
        }
        bend.push_back(place);
        const bool isLast = i + 1 == stroke.size();
        if (isLast || (isCorner && !hand.happens(softness))) {
            addCurve(drawn, bend);
            bend.clear();
        }
    }
    return drawn;
}

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
    Hand hand(random);
    const Places places = crookedGrid(hand);
    const double softness = hand.happens(0.3) ? hand.number(0, 0.6) : 0;
    std::string_view form = chosenForm(letterForms(letter), random);
    Ink drawing;
    while (!form.empty()) {
        const std::size_t end = std::min(form.find(' '), form.size());
        drawing.push_back(strokeThrough(form.substr(0, end), places, hand, softness));
        form.remove_prefix(std::min(end + 1, form.size()));
    }
    return drawing;
}

Ink drawLetterInAnyCase(char letter, SmallRandom& random)
{
    constexpr std::uint64_t capitalsOf100 = 65;
    const bool isCapital = random.below(100) < capitalsOf100;
    return drawLetter(static_cast<char>(isCapital ? letter - 'a' + 'A' : letter), random);
}

} // namespace numeral
