// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tests pictures on the canvas: pasted, dropped, clicked and drawn on.
#include "draw_line.h"
#include "network_input.h"

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QUrl>

namespace numeral::ui {

namespace {

/// A '1', dark on light.
QImage pictureOfOne()
{
    QImage picture(300, 200, QImage::Format_RGB32);
    picture.fill(QColor(250, 248, 240));
    QPainter(&picture).fillRect(140, 20, 18, 160, QColor(20, 20, 60));
    return picture;
}

void drop(InkCanvas& canvas, const QMimeData& data)
{
    QDragEnterEvent enter(canvas.rect().center(), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&canvas, &enter);
    if (enter.isAccepted()) {
        QDropEvent event(
            QPointF(canvas.rect().center()), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&canvas, &event);
    }
}

} // namespace

class TestCanvasPictures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void pictureReplacesDrawing();
    void drawingReplacesPicture();
    void clicksOnPicturesSelect();
    void pastesPicturesAndFiles();
    void dropsPicturesAndFiles();
    void failedPicturesChangeNothing_data();
    void failedPicturesChangeNothing();

private:
    std::unique_ptr<InkCanvas> m_canvas;
    QTemporaryDir m_folder;
};

void TestCanvasPictures::init()
{
    m_canvas = std::make_unique<InkCanvas>();
    m_canvas->resize(400, 400);
    m_canvas->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_canvas.get()));
}

void TestCanvasPictures::cleanup()
{
    m_canvas.reset();
}

void TestCanvasPictures::pictureReplacesDrawing()
{
    drawLine(*m_canvas, {100, 100}, {300, 100});
    const CanvasContent drawing = m_canvas->content();
    m_canvas->setPicture(pictureOfOne());
    const CanvasContent picture = m_canvas->content();
    QVERIFY(picture.ink.empty());
    QCOMPARE(picture.picture, pictureOfOne());
    const std::optional<GreyImage> input = networkInput(*m_canvas);
    QVERIFY(input.has_value());
    QVERIFY(input->at(14, 14) > 200);
    QCOMPARE(input->at(14, 4), 0);

    // Shown whole and undistorted: 300×200 on a sheet of 400 leaves 66 pixels above.
    const QImage shown = m_canvas->grab().toImage();
    QVERIFY(shown.pixelColor(198, 200).lightness() < 60);
    QCOMPARE(shown.pixelColor(200, 40), m_canvas->palette().color(QPalette::Base));

    m_canvas->undoStack()->undo();
    QVERIFY(m_canvas->content() == drawing);
    m_canvas->undoStack()->redo();
    QVERIFY(m_canvas->content() == picture);
}

void TestCanvasPictures::drawingReplacesPicture()
{
    m_canvas->setPicture(pictureOfOne());
    const CanvasContent picture = m_canvas->content();
    drawLine(*m_canvas, {100, 100}, {300, 100});
    QVERIFY(m_canvas->content().picture.isNull());
    QCOMPARE(m_canvas->ink().size(), std::size_t{1});
    m_canvas->undoStack()->undo();
    QVERIFY(m_canvas->content() == picture);
}

/// A click on a photo's frame chooses the digit; only a drag draws.
void TestCanvasPictures::clicksOnPicturesSelect()
{
    m_canvas->setPicture(pictureOfOne());
    m_canvas->setMarks({{QRectF(0, 0, 0.9, 0.9), {}, {}}, {QRectF(0.1, 0.1, 0.2, 0.2), {}, {}}});
    const QSignalSpy clicked(m_canvas.get(), &InkCanvas::markClicked);
    for (const QPoint& place : {QPoint(80, 80), QPoint(240, 240), QPoint(380, 380)}) {
        QTest::mouseClick(m_canvas.get(), Qt::LeftButton, {}, place);
    }
    QCOMPARE(clicked.count(), 2);
    QCOMPARE(clicked.at(0).first().toInt(), 1); // the inner frame
    QCOMPARE(clicked.at(1).first().toInt(), 0);
    QVERIFY(m_canvas->hasPicture());
    drawLine(*m_canvas, {80, 80}, {240, 240});
    QCOMPARE(clicked.count(), 2);
    QVERIFY(!m_canvas->hasPicture());
    QCOMPARE(m_canvas->ink().size(), std::size_t(1));
}

void TestCanvasPictures::pastesPicturesAndFiles()
{
    QSignalSpy failures(m_canvas.get(), &InkCanvas::pictureFailed);
    QGuiApplication::clipboard()->setImage(pictureOfOne());
    m_canvas->paste();
    QCOMPARE(m_canvas->content().picture.size(), QSize(300, 200));
    QVERIFY(networkInput(*m_canvas).has_value());

    const QString path = m_folder.filePath(QStringLiteral("one.png"));
    QVERIFY(pictureOfOne().scaled(150, 100).save(path));
    auto* data = new QMimeData;
    data->setUrls({QUrl::fromLocalFile(path)});
    QGuiApplication::clipboard()->setMimeData(data);
    m_canvas->paste();
    QCOMPARE(m_canvas->content().picture.size(), QSize(150, 100));
    QCOMPARE(failures.count(), 0);

    QGuiApplication::clipboard()->setText(QStringLiteral("seven"));
    m_canvas->paste();
    QCOMPARE(failures.count(), 1);
    QCOMPARE(m_canvas->content().picture.size(), QSize(150, 100));
}

void TestCanvasPictures::dropsPicturesAndFiles()
{
    QMimeData image;
    image.setImageData(pictureOfOne());
    drop(*m_canvas, image);
    QCOMPARE(m_canvas->content().picture.size(), QSize(300, 200));

    const QString path = m_folder.filePath(QStringLiteral("dropped one.jpg"));
    QVERIFY(pictureOfOne().scaled(150, 100).save(path));
    QMimeData file;
    file.setUrls({QUrl::fromLocalFile(path)});
    drop(*m_canvas, file);
    QCOMPARE(m_canvas->content().picture.size(), QSize(150, 100));

    QMimeData text;
    text.setText(QStringLiteral("seven"));
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &text, Qt::LeftButton, {});
    enter.ignore();
    QApplication::sendEvent(m_canvas.get(), &enter);
    QVERIFY(!enter.isAccepted());
}

void TestCanvasPictures::failedPicturesChangeNothing_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<QString>("part"); // of the error sentence
    QFile text(m_folder.filePath(QStringLiteral("text.png")));
    QVERIFY(text.open(QIODevice::WriteOnly) && text.write("no picture") > 0);
    QTest::newRow("no picture") << QUrl::fromLocalFile(text.fileName())
                                << QStringLiteral("text.png");
    QTest::newRow("absent") << QUrl::fromLocalFile(m_folder.filePath(QStringLiteral("absent.png")))
                            << QStringLiteral("absent.png");
    QTest::newRow("elsewhere") << QUrl(QStringLiteral("https://example.org/seven.png"))
                               << QStringLiteral("this computer");
}

void TestCanvasPictures::failedPicturesChangeNothing()
{
    QFETCH(const QUrl, url);
    QFETCH(const QString, part);
    drawLine(*m_canvas, {100, 100}, {300, 100});
    const CanvasContent before = m_canvas->content();
    QSignalSpy failures(m_canvas.get(), &InkCanvas::pictureFailed);
    QMimeData data;
    data.setUrls({url});
    drop(*m_canvas, data);
    QCOMPARE(failures.count(), 1);
    QVERIFY(failures.front().front().toString().contains(part));
    QVERIFY(m_canvas->content() == before);
    QCOMPARE(m_canvas->undoStack()->count(), 1);
}

} // namespace numeral::ui

QTEST_MAIN(numeral::ui::TestCanvasPictures)
#include "tst_canvas_pictures.moc"
