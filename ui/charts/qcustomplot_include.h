// SPDX-License-Identifier: GPL-3.0-or-later
/// The only way to qcustomplot.h, and for ui/charts/*.cpp alone: it takes 13 s to compile.
#pragma once

// The header uses Qt's keywords, which we build without, and needs warnings that we don't allow.
// Everything of Qt's that it includes comes first, so that no header of Qt's sees the keywords.
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
