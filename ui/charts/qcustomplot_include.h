// SPDX-License-Identifier: GPL-3.0-or-later
/// Includes qcustomplot.h. Only for ui/charts/*.cpp: it takes 13 s to compile.
#pragma once

// The header uses Qt's keywords, which our build disables (QT_NO_KEYWORDS), and causes warnings
// that are errors for us. All Qt headers that it includes come first, so that none of them sees the
// keywords.
#include <QtCore/QtCore>
#include <QtGui/QtGui>
#include <QtPrintSupport/QtPrintSupport>
#include <QtWidgets/QtWidgets>

#define signals Q_SIGNALS
#define slots Q_SLOTS
#define emit
#define foreach Q_FOREACH

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#include <qcustomplot.h>
#pragma GCC diagnostic pop

#undef foreach
#undef emit
#undef slots
#undef signals
