// SPDX-License-Identifier: GPL-3.0-or-later
//
// Checks the direction of includes between layers: app → ui → core → libraries, never back.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

class TestArrows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyIncludeIsAllowed_data();
    void everyIncludeIsAllowed();
    void onlyMainFunctionsAndCommandsPrint();
    void nothingIsColouredByAStyleSheet();
    void everyFileStatesItsLicence();
    void librariesAreNamedAsTheirFolders();
    void aKindOfNetworkTouchesFewFiles();

private:
    static QStringList sources(const QString& folder,
        const QStringList& names = {QStringLiteral("*.h"), QStringLiteral("*.cpp")})
    {
        QStringList files;
        QDirIterator walk(QStringLiteral(NUMERAL_SOURCES "/") + folder, names, QDir::Files,
            QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            files.append(walk.next());
        }
        return files;
    }

    static QString contentOf(const QString& file)
    {
        QFile source(file);
        return source.open(QIODevice::ReadOnly) ? QString::fromUtf8(source.readAll()) : QString();
    }

    /// The matching lines of a folder's files, each prefixed with its file's name.
    static QStringList findLines(const QString& folder, const QRegularExpression& pattern)
    {
        QStringList found;
        for (const QString& file : sources(folder)) {
            for (const QString& line : contentOf(file).split(QLatin1Char('\n'))) {
                if (pattern.match(line).hasMatch()) {
                    found.append(file + QStringLiteral(": ") + line);
                }
            }
        }
        return found;
    }
};

void TestArrows::everyIncludeIsAllowed_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("forbidden"); // a pattern that no include there may match
    QTest::addColumn<QString>("except"); // a pattern of the files that may
    const auto row
        = [](const char* name, const char* folder, const char* forbidden, const char* except) {
              QTest::newRow(name) << QString::fromLatin1(folder) << QString::fromLatin1(forbidden)
                                  << QString::fromLatin1(except);
          };
    row("core knows no Qt", "core", "[<\"]Q[A-Z]|[<\"]Qt", "");
    row("core knows neither ui nor app", "core", "\"(ui|app)/", "");
    row("ui knows no app", "ui", "\"app/", "");
    row("LibTorch in its engine only", "core", "[<\"](torch|ATen|c10)/", "core/engine/torch/");
    row("what includes LibTorch is included there only", "core",
        "core/engine/torch/(?!torch_loader)", "core/engine/torch/");
    row("the native engine knows no other", "core/engine/native",
        "core/engine/(torch|engine_table)", "");
    row("the LibTorch engine knows no other", "core/engine/torch",
        "core/(kernels|engine/(native|engine_table))", "");
    row("no LibTorch in ui", "ui", "[<\"](torch|ATen|c10)/", "");
    row("no LibTorch in app", "app", "[<\"](torch|ATen|c10)/", "");
    row("plots in the charts only", "ui", "qcustomplot", "ui/charts/");
    row("model knows kernels", "core/model",
        "core/(ink|data|engine|training|reading|exchange|platform)/", "");
    row("kernels know of other rooms what an activation is", "core/kernels",
        "core/(base|model/(?!activation\\.h)|data|engine|training|reading|exchange|platform)", "");
    row("data knows no training", "core/data", "core/(fetch|engine|training|reading|exchange)/",
        "");
    row("fetch knows data", "core/fetch",
        "core/(ink|model|engine|kernels|training|reading|evaluation|exchange)/", "");
    row("libcurl in fetch only", "core", "[<\"]curl/", "core/fetch/");
    row("the engine knows model and kernels", "core/engine",
        "core/(data|training|reading|exchange)/", "");
    row("ink knows base and model", "core/ink",
        "core/(data|engine|kernels|training|reading|exchange|platform)/", "");
    row("reading knows ink and model", "core/reading",
        "core/(data|engine|kernels|training|exchange|platform)/", "");
    row("evaluation knows data, ink and reading", "core/evaluation",
        "core/(engine|training|exchange|platform)/", "");
    row("the terminal program opens pictures and knows nothing else of ui", "app/cli",
        "\"ui/(?!picture/)", "");
    row("one way to run a job beside the window", "ui",
        "<(QtConcurrent|QThread|QThreadPool|QFuture|thread|future)", "ui/base/");
    row("opening pictures needs no widget", "ui/picture",
        "<QtWidgets|<QWidget|\"ui/(?!picture/)|\"core/(?!base/)", "");
    row("SQLite in history only", "core", "[<\"]sqlite3", "core/history/");
    row("only programs and windows know history", "core", "core/history/", "core/history/");
    row("exchange knows no training", "core/exchange", "core/(data|engine|training|reading)/", "");
    row("what POSIX has is in one place", "core",
        "<(unistd\\.h|fcntl\\.h|dlfcn\\.h|pwd\\.h|pthread\\.h|sys/)", "core/platform/posix/");
}

void TestArrows::everyIncludeIsAllowed()
{
    QFETCH(QString, folder);
    QFETCH(QString, forbidden);
    QFETCH(QString, except);
    QVERIFY(!sources(folder).isEmpty());
    const QRegularExpression pattern(QStringLiteral("^\\s*#\\s*include.*(%1)").arg(forbidden));
    QStringList found = findLines(folder, pattern);
    if (!except.isEmpty()) {
        const QRegularExpression allowed(except);
        found.removeIf([&](const QString& line) { return allowed.match(line).hasMatch(); });
    }
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

void TestArrows::onlyMainFunctionsAndCommandsPrint()
{
    const QRegularExpression printing(
        QStringLiteral("\\b(std::cout|std::cerr|std::printf|std::puts|qDebug|qWarning)\\b"));
    const QStringList found
        = findLines(QStringLiteral("core"), printing) + findLines(QStringLiteral("ui"), printing);
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

/// A widget with a style sheet keeps the colours of the appearance that it was made in.
void TestArrows::nothingIsColouredByAStyleSheet()
{
    const QStringList found
        = findLines(QStringLiteral("ui"), QRegularExpression(QStringLiteral("setStyleSheet")));
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

void TestArrows::everyFileStatesItsLicence()
{
    for (const char* folder : {"app", "core", "ui", "tests"}) {
        for (const QString& file : sources(QLatin1String(folder))) {
            QVERIFY2(contentOf(file).startsWith(
                         QLatin1String("// SPDX-License-Identifier: GPL-3.0-or-later\n")),
                qPrintable(file));
        }
    }
}

/// All else follows from the layers that Architecture lists, so that another kind of network is as
/// little work. Its own files have its name.
void TestArrows::aKindOfNetworkTouchesFewFiles()
{
    const QRegularExpression kind(
        QStringLiteral("\\b(ConvolutionalNetwork|NetworkKind::Convolutional)\\b"));
    const QRegularExpression own(QStringLiteral("convolutional_network|/presets\\.cpp$"));
    QStringList files;
    for (const char* folder : {"app", "core", "ui"}) {
        for (const QString& file : sources(QLatin1String(folder))) {
            if (contentOf(file).contains(kind) && !file.contains(own)) {
                files.append(file);
            }
        }
    }
    constexpr qsizetype most = 6;
    QVERIFY2(files.size() <= most, qPrintable(files.join(QLatin1Char('\n'))));
}

/// core/engine is numeral::core_engine; what else is built there has its name after that.
void TestArrows::librariesAreNamedAsTheirFolders()
{
    const QRegularExpression library(QStringLiteral("numeral_library\\((\\w+)"));
    const QDir root(QStringLiteral(NUMERAL_SOURCES));
    int libraries = 0;
    for (const QString& layer : {QStringLiteral("core"), QStringLiteral("ui")}) {
        for (const QString& file : sources(layer, {QStringLiteral("CMakeLists.txt")})) {
            const QString folder = QFileInfo(root.relativeFilePath(file)).path();
            const QString expected = QString(folder).replace(QLatin1Char('/'), QLatin1Char('_'));
            QRegularExpressionMatchIterator found = library.globalMatch(contentOf(file));
            for (; found.hasNext(); ++libraries) {
                const QString name = found.next().captured(1);
                QVERIFY2(name == expected || name.startsWith(expected + QLatin1Char('_')),
                    qPrintable(file + QStringLiteral(": ") + name));
            }
        }
    }
    QVERIFY(libraries > 15);
}

QTEST_GUILESS_MAIN(TestArrows)
#include "tst_arrows.moc"
