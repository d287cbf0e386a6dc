// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/appearance/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <optional>

namespace numeral::ui {
namespace {

QColor inkFor(QPalette::ColorRole role, QIcon::Mode mode)
{
    const auto palette = QGuiApplication::palette();
    switch (mode) {
    case QIcon::Disabled:
        return palette.color(QPalette::Disabled, QPalette::ButtonText);
    case QIcon::Selected:
        return palette.color(QPalette::Active, QPalette::HighlightedText);
    case QIcon::Normal:
    case QIcon::Active:
        break;
    }
    return palette.color(QPalette::Active, role);
}

/// Renders an SVG at exactly the requested size. With an ink role, its currentColor is that role's
/// colour in the current palette. QtSvg's own icon engine is a plugin that may not be installed,
/// and ignores the palette.
class DrawingEngine : public QIconEngine {
public:
    DrawingEngine(QString name, QByteArray svg, std::optional<QPalette::ColorRole> ink)
        : m_name(std::move(name))
        , m_svg(std::move(svg))
        , m_ink(ink)
    {
    }

    void paint(
        QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State /*state*/) override
    {
        const auto scale = painter->device()->devicePixelRatio();
        painter->drawPixmap(rect, drawn(rect.size() * scale, mode, scale));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State /*state*/) override
    {
        return drawn(size, mode, 1.0);
    }

    QPixmap scaledPixmap(
        const QSize& size, QIcon::Mode mode, QIcon::State /*state*/, qreal scale) override
    {
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
        return drawn(size * scale, mode, scale);
#else // before, Qt passed the size in device pixels
        return drawn(size, mode, scale);
#endif
    }

    QIconEngine* clone() const override
    {
        return new DrawingEngine(*this);
    }
    QString key() const override
    {
        return QStringLiteral("numeral");
    }
    QString iconName() override
    {
        return m_name;
    }
    bool isNull() override
    {
        return m_svg.isEmpty();
    }

private:
    /// `size` is in device pixels.
    QPixmap drawn(const QSize& size, QIcon::Mode mode, qreal scale) const
    {
        const auto ink = m_ink ? inkFor(*m_ink, mode) : QColor(Qt::black);
        const auto key = QStringLiteral("numeral-icon/%1/%2x%3/%4/%5")
                             .arg(m_name)
                             .arg(size.width())
                             .arg(size.height())
                             .arg(ink.name(QColor::HexArgb))
                             .arg(scale);
        QPixmap pixmap;
        if (!QPixmapCache::find(key, &pixmap)) {
            pixmap = rendered(size, ink);
            pixmap.setDevicePixelRatio(scale);
            QPixmapCache::insert(key, pixmap);
        }
        return pixmap;
    }

    QPixmap rendered(const QSize& size, const QColor& ink) const
    {
        auto svg = m_svg;
        svg.replace("currentColor", ink.name().toLatin1());
        QSvgRenderer renderer(svg);
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setOpacity(ink.alphaF());
        renderer.render(&painter);
        return pixmap;
    }

    QString m_name;
    QByteArray m_svg;
    std::optional<QPalette::ColorRole> m_ink;
};

QIcon drawing(const QString& name, std::optional<QPalette::ColorRole> ink)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    return QIcon(new DrawingEngine(name, file.readAll(), ink));
}

} // namespace

QIcon themedIcon(const QString& name, QPalette::ColorRole role)
{
    return drawing(name, role);
}

QIcon applicationIcon()
{
    return drawing(QStringLiteral("numeral"), std::nullopt);
}

} // namespace numeral::ui
