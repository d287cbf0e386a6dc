// SPDX-License-Identifier: GPL-3.0-or-later
/// Includes qcustomplot.h. Only for ui/charts/*.cpp: it takes 13 s to compile.
#pragma once

// The header uses Qt's keywords, which our build disables (QT_NO_KEYWORDS), and causes warnings
// that are errors for us. All Qt headers that it includes come first, so that none of them sees the
// keywords. It asks for all of Qt Print Support, which includes nearly all of Qt, but needs only
// these.
#include <QCache>
#include <QDateTime>
#include <QDebug>
#include <QElapsedTimer>
#include <QMargins>
#include <QMouseEvent>
#include <QMultiMap>
#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>
#include <QPointer>
#include <QSharedPointer>
#include <QStack>
#include <QTimeZone>
#include <QTimer>
#include <QVector>
#include <QWheelEvent>
#include <QWidget>
#include <QtMath>
#include <QtNumeric>

#include <algorithm>
#include <limits>
#define QT_QTPRINTSUPPORT_MODULE_H

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
