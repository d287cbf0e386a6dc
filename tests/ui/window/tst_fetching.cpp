// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tests that the window offers to fetch data sets that are missing.
#include "../../support/isolated_home.h"
#include "../../support/loopback_server.h"

#include "app/bundled_model.h"
#include "core/engine/engine_table.h"
#include "ui/data/data_panel.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLocale>
#include <QProcess>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace numeral;
using namespace numeral::ui;

class TestFetching : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void fetchesAndLoads();
    void saysWhatElseIsThere();
    void theListHasWhatCanBeFetched();
    void anotherSetIsOfferedBesideTheLoadedOne();
    void damagedFilesAreToldAndNotKept();
    void cancelsAndGoesOn();
    void anotherChoiceMeanwhileIsKept();
    void closingEndsIt();

private:
    void open();
    void openWithMnist();
    template <typename T>
    T* find(const char* name) const
    {
        return m_window->findChild<T*>(QLatin1String(name));
    }
    QString text() const { return find<QLabel>("fetchText")->text(); }
    void press(const char* button = "fetch") const
    {
        QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton);
    }
    DataPanel* panel() const { return m_window->findChild<DataPanel*>(); }
    void choose(const char* id) const
    {
        auto* list = find<QComboBox>("datasets");
        const int index = list->findData(QLatin1String(id));
        QVERIFY(index >= 0);
        list->setCurrentIndex(index);
        Q_EMIT list->activated(index);
    }
    QStringList filesOfMnist() const
    {
        return QDir(m_mnist).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }
    /// A file of MNIST, gzipped, or the rest of it; of other data sets there is nothing.
    LoopbackAnswer answer(const LoopbackRequest& request) const
    {
        QFile file(m_mirror + QString::fromLatin1(request.path).section(QLatin1Char('/'), -1));
        return request.path.startsWith("/files/mnist/") && file.open(QIODevice::ReadOnly)
            ? LoopbackServer::file(file.readAll(), request)
            : LoopbackAnswer{{}, "404 Not Found"};
    }
    /// Sends the largest file's beginning, and no more.
    LoopbackAnswer half(const LoopbackRequest& request) const
    {
        LoopbackAnswer answer = this->answer(request);
        answer.sent = 1'000'000;
        answer.hangs = true;
        return answer;
    }
    static void useMirror(const LoopbackServer& server)
    {
        qputenv("NUMERAL_MIRRORS", QByteArray::fromStdString(server.url()));
    }

    QTemporaryDir m_folder;
    QString m_real; ///< where MNIST is
    QString m_mnist; ///< where the program looks for it
    QString m_mirror; ///< a folder with gzipped files
    std::unique_ptr<MainWindow> m_window;
};

void TestFetching::initTestCase()
{
    m_mnist = qEnvironmentVariable("XDG_DATA_HOME") + QStringLiteral("/numeral/mnist");
    m_real = IsolatedHome::realMnist();
    m_mirror = m_folder.filePath(QStringLiteral("mirror/"));
    QVERIFY(QDir().mkpath(m_mirror));
    for (const QString& name : QDir(m_real).entryList(QDir::Files)) {
        QVERIFY(QFile::copy(m_real + QLatin1Char('/') + name, m_mirror + name));
        QCOMPARE(
            QProcess::execute(QStringLiteral("gzip"), {QStringLiteral("-1f"), m_mirror + name}), 0);
    }
}

void TestFetching::init()
{
    QSettings().clear();
    QDir(m_mnist).removeRecursively(); // of links
    qunsetenv("NUMERAL_MIRRORS");
    qputenv("NUMERAL_FETCH_PATIENCE", "300");
}

void TestFetching::cleanup()
{
    m_window.reset();
}

void TestFetching::open()
{
    m_window = std::make_unique<MainWindow>(
        bundledModel().value(), bundledModel(Bundled::Letters).value(), &loadEngine);
    m_window->show();
    QTRY_VERIFY(find<QPushButton>("fetch")->isVisible());
}

void TestFetching::openWithMnist()
{
    QVERIFY(QDir().mkpath(m_mnist));
    for (const QString& name : QDir(m_real).entryList(QDir::Files)) {
        QVERIFY(QFile::link(m_real + QLatin1Char('/') + name, m_mnist + QLatin1Char('/') + name));
    }
    m_window = std::make_unique<MainWindow>(
        bundledModel().value(), bundledModel(Bundled::Letters).value(), &loadEngine);
    m_window->show();
    QTRY_VERIFY_WITH_TIMEOUT(panel()->dataset() != nullptr, 30'000);
    QVERIFY(!find<QPushButton>("fetch")->isVisible());
}

void TestFetching::fetchesAndLoads()
{
    const LoopbackServer server([this](const LoopbackRequest& request) { return answer(request); });
    qputenv(
        "NUMERAL_MIRRORS", "http://127.0.0.1:9/dead " + QByteArray::fromStdString(server.url()));
    open();
    for (const char* words : {"11.6 MB", "SHA-256", "CC BY-SA 3.0", "127.0.0.1", "lecun"}) {
        QVERIFY2(text().contains(QLatin1String(words)), qPrintable(text()));
    }
    QVERIFY(!m_window->findChild<MessageBar*>()->isVisible()); // an offer is no error
    QVERIFY(!find<QPushButton>("fetchLater")->isVisible()); // nothing else is loaded
    press();
    QTRY_VERIFY_WITH_TIMEOUT(panel()->dataset() != nullptr, 60'000);
    QCOMPARE(panel()->dataset()->training.size(), std::size_t(60'000));
    QVERIFY(!find<QPushButton>("fetch")->isVisible());
    QCOMPARE(find<QComboBox>("datasets")->currentText(), QStringLiteral("MNIST"));
}

void TestFetching::saysWhatElseIsThere()
{
    open();
    QVERIFY2(text().contains(QLatin1String("Fashion-MNIST")), qPrintable(text()));
    panel()->load(QStringLiteral("fashion-mnist"));
    QTRY_VERIFY_WITH_TIMEOUT(!find<QPushButton>("fetch")->isVisible(), 30'000);
}

void TestFetching::theListHasWhatCanBeFetched()
{
    openWithMnist();
    const auto* list = find<QComboBox>("datasets");
    QStringList texts;
    for (int i = 0; i < list->count(); ++i) {
        texts.append(list->itemText(i));
    }
    const qsizetype line = texts.indexOf(QString()); // a separator
    QVERIFY2(texts.mid(0, line).contains(QStringLiteral("MNIST")),
        qPrintable(texts.join(QLatin1Char(' '))));
    for (const QString& text : {QStringLiteral("KMNIST…"), QStringLiteral("EMNIST Letters…")}) {
        QVERIFY2(texts.indexOf(text) > line, qPrintable(texts.join(QLatin1Char(' '))));
    }
}

void TestFetching::anotherSetIsOfferedBesideTheLoadedOne()
{
    openWithMnist();
    choose("emnist-letters");
    QTRY_VERIFY(find<QPushButton>("fetch")->isVisible());
    for (const char* words : {"EMNIST Letters", "561.8 MB", "no licence", "nist.gov"}) {
        QVERIFY2(text().contains(QLatin1String(words)), qPrintable(text()));
    }
    QCOMPARE(find<QComboBox>("datasets")->currentText(), QStringLiteral("MNIST"));
    QCOMPARE(panel()->source(), QStringLiteral("mnist"));
    press("fetchLater");
    QVERIFY(!find<QPushButton>("fetch")->isVisible());
    choose("kmnist");
    QTRY_VERIFY(find<QPushButton>("fetch")->isVisible());
    QVERIFY2(text().contains(QLatin1String("CC BY-SA 4.0")), qPrintable(text()));
    choose("mnist"); // is loaded, so nothing more is wanted
    QVERIFY(!find<QPushButton>("fetch")->isVisible());
}

void TestFetching::damagedFilesAreToldAndNotKept()
{
    const LoopbackServer server(
        [](const LoopbackRequest&) -> LoopbackAnswer { return {"<html>Please log in</html>"}; });
    useMirror(server);
    open();
    press();
    QTRY_VERIFY2_WITH_TIMEOUT(
        text().contains(QLatin1String("could not be fetched")), qPrintable(text()), 30'000);
    QCOMPARE(find<QPushButton>("fetch")->text(), QStringLiteral("Fetch MNIST")); // once more
    QCOMPARE(filesOfMnist(), QStringList());
}

void TestFetching::cancelsAndGoesOn()
{
    bool isStalling = true;
    const LoopbackServer server([&](const LoopbackRequest& request) {
        return isStalling ? half(request) : answer(request);
    });
    useMirror(server);
    open();
    press();
    const auto* bar = find<QProgressBar>("fetchProgress");
    QTRY_VERIFY2(
        bar->text().startsWith(QLatin1String("1.0 MB of 11.6 MB")), qPrintable(bar->text()));
    QCOMPARE(find<QPushButton>("fetch")->text(), QStringLiteral("Cancel"));
    QVERIFY2(text().contains(QLatin1String("127.0.0.1")), qPrintable(text()));
    press();
    QVERIFY2(text().startsWith(QLatin1String("Cancelled")), qPrintable(text()));
    QVERIFY2(text().contains(QLatin1String("1.0 MB of it are here")), qPrintable(text()));
    QCOMPARE(find<QPushButton>("fetch")->text(), QStringLiteral("Resume"));
    QVERIFY(!bar->isVisible());
    isStalling = false;
    const qsizetype before = server.requests().size();
    press();
    QTRY_VERIFY_WITH_TIMEOUT(panel()->dataset() != nullptr, 60'000);
    QCOMPARE(server.requests().at(before).from, std::optional<qsizetype>(1'000'000));
}

void TestFetching::anotherChoiceMeanwhileIsKept()
{
    bool isStalling = true;
    const LoopbackServer server([&](const LoopbackRequest& request) {
        return isStalling ? half(request) : answer(request);
    });
    useMirror(server);
    qputenv("NUMERAL_FETCH_PATIENCE", "2"); // goes on by itself after that
    open();
    press();
    QTRY_VERIFY(!server.requests().isEmpty());
    panel()->load(QStringLiteral("fashion-mnist"));
    QTRY_VERIFY_WITH_TIMEOUT(panel()->dataset() != nullptr, 30'000);
    QVERIFY(find<QPushButton>("fetch")->isVisible()); // to cancel
    isStalling = false;
    QTRY_VERIFY2_WITH_TIMEOUT(
        text().contains(QLatin1String("MNIST is here now")), qPrintable(text()), 60'000);
    QCOMPARE(panel()->source(), QStringLiteral("fashion-mnist"));
    QVERIFY(find<QComboBox>("datasets")->findText(QStringLiteral("MNIST")) >= 0);
}

void TestFetching::closingEndsIt()
{
    const LoopbackServer server([this](const LoopbackRequest& request) { return half(request); });
    useMirror(server);
    open();
    press();
    QTRY_VERIFY(!server.requests().isEmpty());
    m_window.reset(); // however patient it is
    QVERIFY2(filesOfMnist().size() <= 1, qPrintable(filesOfMnist().join(QLatin1Char(' '))));
}

int main(int argc, char* argv[])
{
    const IsolatedHome home;
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("Numeral"));
    QApplication::setApplicationName(QStringLiteral("Numeral"));
    QLocale::setDefault(QLocale::c());
    TestFetching test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_fetching.moc"
