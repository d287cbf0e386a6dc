// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/box.h"
#include "ui/ink/canvas_content.h"
#include "ui/ink/every_move.h"
#include "ui/ink/ink_marks.h"

#include <QUndoStack>
#include <QWidget>

#include <functional>
#include <optional>

class QMimeData;

namespace numeral::ui {

/// A square sheet of paper to draw on with mouse, finger or pen, or to drop a picture on. Strokes
/// are stored in unit-square coordinates, so they scale with the widget. Every change is one undo
/// step. Drawing on a picture replaces it with a new drawing.
class InkCanvas : public QWidget {
    Q_OBJECT

public:
    explicit InkCanvas(QWidget* parent = nullptr);
    ~InkCanvas() override;

    /// Undo stack of drawing, clearing and replacing.
    QUndoStack* undoStack() { return &m_undoStack; }

    /// The content, including the stroke that is being drawn.
    CanvasContent content() const;
    Ink ink() const { return content().ink; }
    bool hasPicture() const { return m_stroke.empty() && !m_content.picture.isNull(); }

    /// Maps a box of the content to the unit square; a picture's box is in its pixels.
    QRectF placeOf(const Box& box) const;

    bool isEmpty() const { return m_stroke.empty() && m_content.isEmpty(); }

    /// Shows these marks until the next call.
    void setMarks(const QList<InkMark>& marks);

    /// Sets the text on an empty sheet.
    void setHint(const QString& hint);

    /// Sets who is asked first about dropped or pasted files; returns whether it takes them.
    void setFileHandler(std::function<bool(const QStringList& files)> handler);

    /// Shows the picture that was dropped or pasted, or passes the file on.
    void take(const QMimeData* source);

    /// Replaces the drawing; coordinates from 0 to 1, y down.
    void setInk(const Ink& ink);

    /// Shows a picture in place of the drawing.
    void setPicture(const QImage& picture);

    /// The drawing black on white, 512 × 512 pixels or larger.
    QImage copyImage() const;

    /// Displayed width of the strokes as a share of the sheet's side, 0.02 to 0.15. It doesn't
    /// affect the network's input.
    double penWidth() const { return m_penWidth; }
    void setPenWidth(double share);

    QSize sizeHint() const override { return {360, 360}; }
    QSize minimumSizeHint() const override { return {128, 128}; }

    static constexpr double minPenWidth = 0.02;
    static constexpr double maxPenWidth = 0.15;
    static constexpr double defaultPenWidth = 0.07;

public Q_SLOTS:
    /// Clears the sheet.
    void clear();

    /// Pastes a picture, or an image file, from the clipboard.
    void paste();

Q_SIGNALS:
    /// Emitted after each change; while a stroke is drawn, once for all points that came together.
    void contentChanged();

    /// A click on a picture, within that mark.
    void markClicked(int mark);

    /// A pasted or dropped picture could not be read; nothing has changed.
    void pictureFailed(const QString& sentence);

protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void tabletEvent(QTabletEvent* event) override;

private:
    QRectF paper() const;
    void press(const QPointF& position);
    void drag(const QPointF& position);
    void release();
    void click(const QPointF& position);
    void beginStroke(const QPointF& position);
    void extendStroke(const QPointF& position);
    void finishStroke();
    void awaitStroke();
    void tellSoon();
    void replaceContent(const CanvasContent& content, const QString& what);
    void showContent(CanvasContent content);
    void setDropTarget(bool isTarget);
    void updateAround(const Stroke& points);

    QUndoStack m_undoStack;
    CanvasContent m_content;
    Stroke m_stroke; ///< being drawn; empty while the pen is up
    /// From before a stroke begins: what waits together with its first point counts, too.
    std::optional<EveryMove> m_everyMove;
    bool m_willTell = false;
    std::optional<QPointF> m_pressed; ///< on a picture, before that is a click or a stroke
    std::function<bool(const QStringList& files)> m_fileHandler;
    QList<InkMark> m_marks;
    QString m_hint;
    double m_penWidth = defaultPenWidth;
    bool m_isDropTarget = false;
};

} // namespace numeral::ui
