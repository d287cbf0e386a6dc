// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/ink_canvas.h"

#include "ui/base/accessible.h"
#include "ui/ink/content_change.h"
#include "ui/ink/mime_picture.h"
#include "ui/ink/paper.h"
#include "ui/ink/stroke_path.h"

#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QPainter>
#include <QPointingDevice>
#include <QTabletEvent>

#include <algorithm>
#include <utility>

namespace numeral::ui {

namespace {

/// Whether a mouse event was synthesised from a pen's tablet event.
bool comesFromPen(const QMouseEvent& event)
{
    return event.device() != nullptr && event.device()->type() == QInputDevice::DeviceType::Stylus;
}

/// If the shorter drawing is a prefix of the longer one, returns the strokes that follow it;
/// otherwise nullopt.
std::optional<Ink> differingTail(const Ink& a, const Ink& b)
{
    const Ink& longer = a.size() > b.size() ? a : b;
    const Ink& shorter = a.size() > b.size() ? b : a;
    if (!std::equal(shorter.begin(), shorter.end(), longer.begin())) {
        return std::nullopt;
    }
    return Ink(longer.begin() + static_cast<std::ptrdiff_t>(shorter.size()), longer.end());
}

} // namespace

InkCanvas::InkCanvas(QWidget* parent)
    : QWidget(parent)
{
    constexpr int undoSteps = 200;
    m_undoStack.setUndoLimit(undoSteps);
    setAcceptDrops(true);
    setMouseTracking(true); // a move without a button shows that a release was missed
    setCursor(Qt::CrossCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleRole(*this, QAccessible::Canvas);
    setAccessibleName(tr("Drawing canvas"));
    setAccessibleDescription(tr("Draw with the mouse, or paste or drop a picture."));
    setToolTip(tr("Draw, or drop or paste a picture."));
}

InkCanvas::~InkCanvas() = default;

void InkCanvas::setHint(const QString& hint)
{
    m_hint = hint;
    update();
}

void InkCanvas::setMarks(const QList<InkMark>& marks)
{
    if (marks != m_marks) {
        m_marks = marks;
        update();
    }
}

CanvasContent InkCanvas::content() const
{
    if (m_stroke.empty()) {
        return m_content;
    }
    CanvasContent whole{m_content.ink, {}};
    whole.ink.push_back(m_stroke);
    return whole;
}

QRectF InkCanvas::placeOf(const Box& box) const
{
    const QRectF rect(box.left, box.top, box.width(), box.height());
    if (!hasPicture()) {
        return rect;
    }
    const QRectF frame = pictureFrame(m_content.picture.size());
    const double scale = frame.width() / m_content.picture.width();
    return {frame.topLeft() + rect.topLeft() * scale, rect.size() * scale};
}

void InkCanvas::setInk(const Ink& ink)
{
    replaceContent({ink, {}}, tr("new drawing"));
}

void InkCanvas::setPicture(const QImage& picture)
{
    replaceContent({{}, picture}, tr("picture"));
}

void InkCanvas::clear()
{
    if (!isEmpty()) {
        replaceContent({}, tr("clear"));
    }
}

QImage InkCanvas::copyImage() const
{
    const int side = std::max(512, qRound(paper().width() * devicePixelRatioF()));
    QImage image(side, side, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    paintContent(painter, content(), image.rect(), Qt::black, m_penWidth);
    return image;
}

void InkCanvas::setPenWidth(double share)
{
    m_penWidth = std::clamp(share, minPenWidth, maxPenWidth);
    update();
}

void InkCanvas::paste()
{
    take(QGuiApplication::clipboard()->mimeData());
}

QRectF InkCanvas::paper() const
{
    return paperIn(size());
}

/// On a picture, a click selects a digit and only a drag draws, which replaces the picture.
void InkCanvas::press(const QPointF& position)
{
    if (hasPicture() && paper().contains(position)) {
        m_pressed = position;
    } else {
        beginStroke(position);
    }
}

void InkCanvas::drag(const QPointF& position)
{
    if (m_pressed) {
        if ((position - *m_pressed).manhattanLength() < QApplication::startDragDistance()) {
            return;
        }
        beginStroke(*std::exchange(m_pressed, std::nullopt));
    }
    extendStroke(position);
}

void InkCanvas::release()
{
    if (m_pressed) {
        click(*std::exchange(m_pressed, std::nullopt));
    } else {
        finishStroke();
    }
}

/// Where frames overlap, the smallest is meant.
void InkCanvas::click(const QPointF& position)
{
    const QRectF sheet = paper();
    const QPointF point = (position - sheet.topLeft()) / sheet.width();
    qsizetype clicked = -1;
    const auto areaOf
        = [this](qsizetype mark) { return m_marks[mark].box.width() * m_marks[mark].box.height(); };
    for (qsizetype mark = 0; mark < m_marks.size(); ++mark) {
        const bool isHit = m_marks[mark].box.contains(point);
        if (isHit && (clicked < 0 || areaOf(mark) < areaOf(clicked))) {
            clicked = mark;
        }
    }
    if (clicked >= 0) {
        Q_EMIT markClicked(static_cast<int>(clicked));
    }
}

void InkCanvas::beginStroke(const QPointF& position)
{
    finishStroke();
    if (!paper().contains(position)) {
        return;
    }
    if (isEmpty() || !m_content.picture.isNull()) {
        update(); // hides the hint or the picture
    }
    extendStroke(position);
    awaitStroke();
}

void InkCanvas::extendStroke(const QPointF& position)
{
    const QRectF sheet = paper();
    const QPointF point = (position - sheet.topLeft()) / sheet.width();
    // Clamp the point to the sheet, so that nothing invisible is recognised.
    m_stroke.push_back({std::clamp(point.x(), 0.0, 1.0), std::clamp(point.y(), 0.0, 1.0)});
    // A new point changes the curve between the last points.
    constexpr std::ptrdiff_t changing = 4;
    updateAround({m_stroke.end() - std::min(std::ssize(m_stroke), changing), m_stroke.end()});
    tellSoon();
}

void InkCanvas::finishStroke()
{
    m_pressed.reset();
    if (m_stroke.empty()) {
        return;
    }
    const CanvasContent drawn = content();
    m_stroke.clear();
    replaceContent(drawn, tr("stroke"));
    awaitStroke();
}

/// Asks for every move while a stroke is drawn or may begin.
void InkCanvas::awaitStroke()
{
    if (m_stroke.empty() && !(isVisible() && underMouse())) {
        m_everyMove.reset();
    } else if (!m_everyMove) {
        m_everyMove.emplace();
    }
}

/// Reading what is drawn takes longer than drawing a point.
void InkCanvas::tellSoon()
{
    if (!m_willTell) {
        m_willTell = true;
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_willTell) {
                    m_willTell = false;
                    Q_EMIT contentChanged();
                }
            },
            Qt::QueuedConnection);
    }
}

void InkCanvas::replaceContent(const CanvasContent& content, const QString& what)
{
    finishStroke();
    m_undoStack.push(new ContentChange(
        [this](const ContentChange::Step& step) {
            CanvasContent changed{m_content.ink, step.picture};
            changed.ink.resize(step.kept);
            changed.ink.insert(changed.ink.end(), step.added.begin(), step.added.end());
            showContent(std::move(changed));
        },
        m_content, content, what));
}

void InkCanvas::showContent(CanvasContent content)
{
    const bool hadPicture = !m_content.picture.isNull() || !content.picture.isNull();
    const bool isOrWasEmpty = m_content.isEmpty() || content.isEmpty();
    const auto tail = differingTail(m_content.ink, content.ink);
    m_content = std::move(content);
    if (hadPicture || isOrWasEmpty || !tail) {
        update();
    } else {
        std::for_each(
            tail->begin(), tail->end(), [this](const Stroke& stroke) { updateAround(stroke); });
    }
    m_willTell = false;
    Q_EMIT contentChanged();
}

void InkCanvas::setFileHandler(std::function<bool(const QStringList& files)> handler)
{
    m_fileHandler = std::move(handler);
}

void InkCanvas::take(const QMimeData* source)
{
    const QStringList files = localFilesIn(source);
    if (!files.isEmpty() && m_fileHandler && m_fileHandler(files)) {
        return;
    }
    const Result<QImage> picture = pictureFrom(source);
    if (picture) {
        setPicture(*picture);
    } else {
        Q_EMIT pictureFailed(QString::fromStdString(picture.error().detail));
    }
}

void InkCanvas::setDropTarget(bool isTarget)
{
    m_isDropTarget = isTarget;
    update();
}

void InkCanvas::updateAround(const Stroke& points)
{
    const QRectF sheet = paper();
    const double reach = sheet.width() * m_penWidth / 2 + 2;
    update(pathOnPaper(points, sheet)
               .controlPointRect()
               .adjusted(-reach, -reach, reach, reach)
               .toAlignedRect());
}

void InkCanvas::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::EnabledChange) {
        finishStroke();
    }
    QWidget::changeEvent(event);
}

void InkCanvas::dragEnterEvent(QDragEnterEvent* event)
{
    if (mayHoldPicture(event->mimeData())) {
        event->acceptProposedAction();
        setDropTarget(true);
    }
}

void InkCanvas::dragLeaveEvent(QDragLeaveEvent* /*event*/)
{
    setDropTarget(false);
}

void InkCanvas::dropEvent(QDropEvent* event)
{
    setDropTarget(false);
    event->acceptProposedAction();
    take(event->mimeData());
}

void InkCanvas::enterEvent(QEnterEvent* event)
{
    QWidget::enterEvent(event);
    awaitStroke();
}

void InkCanvas::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void InkCanvas::focusOutEvent(QFocusEvent* event)
{
    finishStroke();
    QWidget::focusOutEvent(event);
    update();
}

void InkCanvas::hideEvent(QHideEvent* event)
{
    finishStroke();
    QWidget::hideEvent(event);
    awaitStroke();
}

void InkCanvas::leaveEvent(QEvent* event)
{
    // While a button is down, the canvas still receives the mouse events of the stroke.
    if (QGuiApplication::mouseButtons() == Qt::NoButton) {
        finishStroke();
    }
    QWidget::leaveEvent(event);
    awaitStroke();
}

void InkCanvas::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && !comesFromPen(*event)) {
        press(event->position());
    } else {
        QWidget::mousePressEvent(event);
    }
}

void InkCanvas::mouseMoveEvent(QMouseEvent* event)
{
    if ((m_stroke.empty() && !m_pressed) || comesFromPen(*event)) {
        return;
    }
    if (event->buttons().testFlag(Qt::LeftButton)) {
        drag(event->position());
    } else {
        finishStroke();
    }
}

void InkCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && !comesFromPen(*event)) {
        release();
    }
}

void InkCanvas::tabletEvent(QTabletEvent* event)
{
    event->accept(); // otherwise Qt synthesises a mouse event from it
    if (event->type() == QEvent::TabletPress && event->button() == Qt::LeftButton) {
        setFocus(Qt::MouseFocusReason);
        press(event->position());
    } else if (event->type() == QEvent::TabletMove && (m_pressed || !m_stroke.empty())) {
        drag(event->position());
    } else if (event->type() == QEvent::TabletRelease) {
        release();
    }
}

void InkCanvas::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const PaperStyle style{m_isDropTarget || hasFocus(), m_isDropTarget};
    paintPaper(painter, paper(), palette(), style, [this](QPainter& onPaper) {
        paintContent(onPaper, content(), paper(), palette().color(QPalette::Text), m_penWidth);
        paintMarks(onPaper, m_marks, paper(), palette());
        if (isEmpty()) {
            paintHint(onPaper, paper(), palette(), m_hint,
                acceptDrops() ? tr("or drop a picture of one") : QString());
        }
    });
}

} // namespace numeral::ui
