using System.Text;
using Lanekeeper.Project;

namespace Lanekeeper.Rooms.Tests.Project.Reading;

public sealed class HostileFilesTests
{
    private static readonly string[] Pieces =
    [
        "{{", "}}", "{", "}", "[", "]", ":", "- ", "\n", "\t", "\"", "'", "&a ", "*a", "!!str ", "|", ">-", "\\ud800", "\\", "\u0000", "#", "? ", "%",
        "---\n", "...", "null", "1e999", "\u2028", "\uFEFF", "{{ input.", "<!-- role: x -->", "$ref", "\r", ",", "\"\\u", "\"\\xZZ\"",
    ];

    [Fact]
    public void Whatever_is_written_the_check_answers_and_every_fault_lies_inside_its_file()
    {
        var random = new Random(20260302);
        var paths = SampleProject.Files.Contents.Keys.Order(StringComparer.Ordinal).ToArray();
        for (var round = 0; round < 1_500; round++)
        {
            var path = paths[random.Next(paths.Length)];
            var bytes = Mutate(random, [.. SampleProject.Files.Contents[path].Span]);
            var files = new ProjectFiles(SampleProject.Files.Contents.Select(
                file => file.Key == path ? KeyValuePair.Create(path, (ReadOnlyMemory<byte>)bytes) : file));

            var report = Projects.Check(files);

            (report.Definition is null).ShouldBe(report.Faults.Count > 0);
            foreach (var fault in report.Faults)
            {
                ExpectInside(files, fault);
            }
        }
    }

    [Fact]
    public void A_file_nested_without_end_is_refused()
    {
        Faults(SampleProject.With((SampleProject.Main, new string('[', 100_000)))).ShouldContain("nest more than 32 deep");
        Faults(SampleProject.With((SampleProject.Main, string.Concat(Enumerable.Repeat("a: {", 50_000))))).ShouldContain("nest more than 32 deep");
        Faults(SampleProject.With(("schemas/triage.json", new string('[', 100_000)))).ShouldContain("not JSON");
    }

    [Fact]
    public void A_small_file_cannot_unfold_into_a_big_one() =>
        Faults(SampleProject.With((SampleProject.Main, "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"))).ShouldContain("anchors are not allowed");

    [Fact]
    public void A_file_of_too_many_values_is_refused() =>
        Faults(SampleProject.With((SampleProject.Main, $"never: [{string.Join(',', Enumerable.Repeat("x", 60_000))}]"))).ShouldContain("more than 50000 values");

    [Fact]
    public void Bytes_that_are_no_text_are_told_by_their_place()
    {
        byte[] bytes = [.. "version: 1\nname: "u8, 0xff, .. "x\n"u8];
        var files = new ProjectFiles(SampleProject.Files.Contents.Select(
            file => file.Key == SampleProject.Main ? KeyValuePair.Create(file.Key, (ReadOnlyMemory<byte>)bytes) : file));

        Faults(files).ShouldContain("lanekeeper.yaml:2:7: byte 17: 0xFF is not UTF-8; save the file as UTF-8");
    }

    [Fact]
    public void A_place_is_found_through_quotes_escapes_and_line_breaks()
    {
        var folded = SampleProject.Edited(SampleProject.Workflow, "when: steps.reply.state == \"skipped\"", "when: >-\n      steps.ask.state != \"x\"\n      && steps.nobody.state == \"skipped\"");
        var literal = SampleProject.Edited(SampleProject.Workflow, "question: \"Is this a complaint?\"", "question: |\n        First line\n        second {{ input.nothing }}");
        var quoted = SampleProject.Edited(SampleProject.Workflow, "question: \"Is this a complaint?\"", "question: 'It''s {{ input.nothing }}'");
        var escaped = SampleProject.Edited(SampleProject.Workflow, "question: \"Is this a complaint?\"", "question: \"\\\"\\u00e9\\n{{ input.nothing }}\"");

        Faults(folded).ShouldContain("workflow.yaml:41:10: `steps.nobody.state`");
        Faults(literal).ShouldContain("workflow.yaml:39:19: `input.nothing`");
        Faults(quoted).ShouldContain("workflow.yaml:37:27: `input.nothing`");
        Faults(escaped).ShouldContain("workflow.yaml:37:31: `input.nothing`");
    }

    private static string Faults(ProjectFiles files) => string.Join('\n', Projects.Check(files).Faults);

    private static byte[] Mutate(Random random, List<byte> bytes)
    {
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(4))
            {
                case 0:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                case 1 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                default:
                    var length = Math.Min(random.Next(1, 60), bytes.Count - at);
                    bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                    break;
            }
        }

        return [.. bytes];
    }

    private static void ExpectInside(ProjectFiles files, Fault fault)
    {
        var text = Encoding.UTF8.GetString(files.Contents[fault.File].Span).TrimStart('\uFEFF');
        var lines = text.Split('\n');
        fault.Line.ShouldBeInRange(1, lines.Length, fault.ToString());
        fault.Column.ShouldBeInRange(1, lines[fault.Line - 1].Length + 1, fault.ToString());
    }
}
