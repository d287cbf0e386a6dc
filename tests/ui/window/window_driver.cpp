// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include "app/bundled_model.h"
#include "ui/data/data_panel.h"
#include "ui/data/open_data_dialog.h"
#include "ui/ink/ink_canvas.h"
#include "ui/ink/recognition_panel.h"
#include "ui/window/message_bar.h"

#include <QAction>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

using namespace numeral;
using namespace numeral::ui;

WindowDriver::WindowDriver(EngineSource engine)
    : m_window(std::make_unique<MainWindow>(
        bundledModel().value(), bundledModel(Bundled::Letters).value(), std::move(engine)))
{
    m_window->show();
    const auto* data = m_window->findChild<DataPanel*>();
    if (!QTest::qWaitFor([data] { return data->dataset() != nullptr; }, 30'000)) {
        qFatal("MNIST is not loaded: %s", qPrintable(message()));
    }
}

WindowDriver::~WindowDriver() = default;

QString WindowDriver::headline() const
{
    return find<QLabel>("headline")->text();
}

QString WindowDriver::detail() const
{
    return find<QLabel>("detail")->text();
}

QString WindowDriver::message() const
{
    const auto* bar = m_window->findChild<MessageBar*>();
    return bar->isVisible() ? bar->text() : QString();
}

int WindowDriver::epoch() const
{
    const QStringList words = headline().split(QLatin1Char(' '));
    return words.front() == QLatin1String("Epoch") ? words.value(1).toInt() : 0;
}

QAction* WindowDriver::action(const char* name) const
{
    return find<QAction>(name);
}

void WindowDriver::set(const char* spinBox, int value) const
{
    auto* field = find<QSpinBox>(spinBox);
    QTest::mouseClick(field, Qt::LeftButton);
    field->selectAll();
    QTest::keyClicks(field, QString::number(value));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(field->value(), value);
}

void WindowDriver::clickTrain() const
{
    QTest::mouseClick(find<QPushButton>("trainButton"), Qt::LeftButton);
}

void WindowDriver::draw(const QList<QPointF>& points) const
{
    drawOn(*m_window->findChild<RecognitionPanel*>()->canvas(), points);
}

void WindowDriver::drawOn(InkCanvas& canvas, const QList<QPointF>& points)
{
    const int side = std::min(canvas.width(), canvas.height());
    const auto place = [&](const QPointF& point) {
        const QPointF middle(0.5 * canvas.width(), 0.5 * canvas.height());
        return (middle + side * (point - QPointF(0.5, 0.5))).toPoint();
    };
    QTest::mousePress(&canvas, Qt::LeftButton, {}, place(points.front()));
    for (const QPointF& point : points) {
        QTest::mouseMove(&canvas, place(point));
    }
    QTest::mouseRelease(&canvas, Qt::LeftButton, {}, place(points.back()));
}

void WindowDriver::drawOne() const
{
    draw({{0.52, 0.15}, {0.51, 0.3}, {0.5, 0.5}, {0.49, 0.7}, {0.48, 0.85}});
}

int WindowDriver::answer() const
{
    const auto& recognition = m_window->findChild<RecognitionPanel*>()->recognition();
    return recognition ? static_cast<int>(recognition->label) : -1;
}

std::vector<float> WindowDriver::probabilities() const
{
    const auto& recognition = m_window->findChild<RecognitionPanel*>()->recognition();
    return recognition ? recognition->probabilities : std::vector<float>();
}

void WindowDriver::answerFileDialog(const QString& file) const
{
    auto* dialog = m_window->findChild<QFileDialog*>();
    QVERIFY2(dialog != nullptr, "no file dialog is open");
    auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    name->setText(file);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(m_window->findChild<QFileDialog*>() == nullptr);
}

void WindowDriver::openData(const QString& path) const
{
    action("openData")->trigger();
    auto* dialog = m_window->findChild<OpenDataDialog*>();
    QVERIFY2(dialog != nullptr, "the dialog is not open");
    auto* field = dialog->findChild<QLineEdit*>(QStringLiteral("dataPath"));
    field->setText(path);
    QTRY_VERIFY(!dialog->findChild<QLabel*>(QStringLiteral("foundData"))->text().isEmpty());
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY(m_window->findChild<OpenDataDialog*>() == nullptr);
}

void WindowDriver::trainShortly() const
{
    set("hiddenLayerCount", 1);
    set("hiddenWidth1", 16);
    set("epochs", 1);
    clickTrain();
    QTRY_VERIFY_WITH_TIMEOUT(headline().contains(QLatin1String("correct")), 60'000);
}
