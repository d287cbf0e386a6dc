// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/picture_files.h"
#include "tests/core/data/idx_files.h"
#include "tests/core/data/zip_files.h"

#include <QStringList>
#include <QTest>

using namespace numeral;
using namespace numeral::test;

namespace {

void add(const Folder& folder, const char* name, const QByteArray& content = "picture")
{
    std::filesystem::create_directories((folder / name).parent_path());
    folder.write(name, content);
}

QStringList namesOf(const std::vector<PictureFile>& pictures)
{
    QStringList names;
    for (const PictureFile& picture : pictures) {
        names.append(QString::fromStdString(picture.name));
    }
    return names;
}

QByteArray contentOf(const PictureFile& picture)
{
    const auto bytes = readPictureFile(picture);
    return bytes ? QByteArray(
               reinterpret_cast<const char*>(bytes->data()), static_cast<qsizetype>(bytes->size()))
                 : QByteArray("unreadable");
}

} // namespace

class TestPictureFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFolderIsSearchedInNaturalOrder();
    void anArchiveIsSearchedAsAFolderIs();
    void filesAreNamedFromTheFolderThatAllAreIn();
    void foldersAndFilesMayBeMixed();
    void aNamedFileIsAPictureWhateverItIs();
    void whereThereIsNoPictureThatIsSaid();
};

void TestPictureFiles::aFolderIsSearchedInNaturalOrder()
{
    const Folder folder;
    for (const char* name : {"10.png", "9.JPG", "b/2.tiff", "b/c/1.gif", "notes.txt", ".hidden.png",
             ".cache/1.png", "a.png.csv"}) {
        add(folder, name, name);
    }
    for (const std::filesystem::path& place : {folder.path(), folder.path() / ""}) {
        const auto found = findPictures({place});
        VERIFY_RESULT(found);
        QCOMPARE(namesOf(*found),
            QStringList({QStringLiteral("9.JPG"), QStringLiteral("10.png"),
                QStringLiteral("b/2.tiff"), QStringLiteral("b/c/1.gif")}));
        QCOMPARE(contentOf(found->back()), QByteArray("b/c/1.gif"));
        QCOMPARE(std::filesystem::canonical(found->front().path), folder / "9.JPG");
    }
}

void TestPictureFiles::anArchiveIsSearchedAsAFolderIs()
{
    const Folder folder;
    const auto archive = folder.write("set.zip",
        zipped({{"s/10.png", "ten"}, {"s/9.png", "nine"}, {"__MACOSX/s/._9.png", "no"},
            {"s/read me.txt", "no"}}));
    const auto found = findPictures({archive});
    VERIFY_RESULT(found);
    QCOMPARE(namesOf(*found), QStringList({QStringLiteral("s/9.png"), QStringLiteral("s/10.png")}));
    QCOMPARE(contentOf(found->front()), QByteArray("nine"));
    QCOMPARE(contentOf(found->back()), QByteArray("ten"));
}

void TestPictureFiles::filesAreNamedFromTheFolderThatAllAreIn()
{
    const Folder folder;
    add(folder, "b/2.png");
    add(folder, "b/c/1.png");
    const auto two = findPictures({folder / "b/2.png", folder / "b/c/../c/1.png"});
    VERIFY_RESULT(two);
    QCOMPARE(namesOf(*two), QStringList({QStringLiteral("2.png"), QStringLiteral("c/1.png")}));
    const auto one = findPictures({folder / "b/c/1.png"});
    VERIFY_RESULT(one);
    QCOMPARE(namesOf(*one), QStringList({QStringLiteral("1.png")}));
}

void TestPictureFiles::foldersAndFilesMayBeMixed()
{
    const Folder folder;
    add(folder, "b/2.png");
    add(folder, "1.png");
    const auto found = findPictures(
        {folder / "b", folder / "1.png", folder.write("set.zip", zipped({{"3.png", "three"}}))});
    VERIFY_RESULT(found);
    QCOMPARE(namesOf(*found),
        QStringList(
            {QStringLiteral("b/2.png"), QStringLiteral("1.png"), QStringLiteral("set.zip/3.png")}));
}

/// So that it gets a row, which says what is wrong with it.
void TestPictureFiles::aNamedFileIsAPictureWhateverItIs()
{
    const Folder folder;
    add(folder, "notes.txt", "text");
    const auto found = findPictures({folder / "notes.txt", folder / "missing.png"});
    VERIFY_RESULT(found);
    QCOMPARE(
        namesOf(*found), QStringList({QStringLiteral("notes.txt"), QStringLiteral("missing.png")}));
    QCOMPARE(contentOf(found->front()), QByteArray("text"));
    QCOMPARE(contentOf(found->back()), QByteArray("unreadable"));

    QVERIFY(findPictures({folder.write("packed.docx", zipped({{"1.png", "one"}}))}));
    const auto damaged = findPictures({folder.write("damaged.zip", "PK")});
    QVERIFY(!damaged);
    QVERIFY(damaged.error().detail.find("damaged.zip” can't be unpacked") != std::string::npos);
}

void TestPictureFiles::whereThereIsNoPictureThatIsSaid()
{
    const Folder folder;
    add(folder, "notes.txt");
    const auto found = findPictures({folder.path()});
    QVERIFY(!found);
    QCOMPARE(QString::fromStdString(found.error().detail),
        QStringLiteral("There are no pictures in “%1”.")
            .arg(QString::fromStdString(folder.path().string())));
}

QTEST_GUILESS_MAIN(TestPictureFiles)
#include "tst_picture_files.moc"
