using FsCheck;
using FsCheck.Fluent;
using Lanekeeper.Retrieval;
using Lanekeeper.Retrieval.Cutting;

namespace Lanekeeper.Rooms.Tests.Retrieval;

public sealed class CutterPropertyTests
{
    private static readonly string[] Pieces =
    [
        "word", "Sentence one.", " ", "  ", "    ", "\t", "\n", "\n", "\n\n", "\r\n", "\r", "# ", "## ", "###### ", "#", "---", "===", "```", "~~~", "- ", "1. ", "> ", "| ",
        "***", "é", "😀", "…", "\u2028", "\uFEFF", new string('x', 1300), string.Join(' ', Enumerable.Repeat("many terms", 150)), new string('\n', 1300), new string(' ', 700),
    ];

    // Each word has a number, so that it is told apart from the others.
    private static Gen<SourceDocument> Documents =>
        from pieces in Gen.ListOf(Gen.Elements(Pieces))
        from path in Gen.Elements("a.md", "a.txt")
        select new SourceDocument(path, "start " + string.Concat(pieces.Select((piece, i) => piece == "word" ? $"word{i}." : piece)));

    [Fact]
    public void No_text_is_lost() =>
        Prop.ForAll(Documents.ToArbitrary(), document =>
        {
            var cuts = Cutter.Cut(document);
            var kept = Squeeze(string.Concat(cuts.Select(cut => cut.Text)) + string.Concat(cuts.Select(cut => cut.Heading)));
            return Squeeze(document.Text).Split("word").Skip(1).Select(rest => $"word{rest[..(rest.IndexOf('.') + 1)]}").All(kept.Contains);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_plain_text_is_its_passages_one_after_another() =>
        Prop.ForAll(Documents.ToArbitrary(), document =>
            Squeeze(string.Concat(Cutter.Cut(document with { Path = "a.txt" }).Select(cut => cut.Text))) == Squeeze(document.Text))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void The_lines_of_a_passage_hold_its_text() =>
        Prop.ForAll(Documents.ToArbitrary(), document =>
        {
            var lines = Lines.Of(document.Text);
            return Cutter.Cut(document).All(cut =>
                cut.StartLine >= 1 && cut.EndLine >= cut.StartLine && cut.EndLine <= lines.Count && cut.Text.Length is > 0 and <= LongText.Longest
                && string.Join('\n', lines[(cut.StartLine - 1)..cut.EndLine]).Contains(cut.Text, StringComparison.Ordinal)
                && cut.Text.Count(c => c == '\n') == cut.EndLine - cut.StartLine);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static string Squeeze(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '\uFEFF'));
}
