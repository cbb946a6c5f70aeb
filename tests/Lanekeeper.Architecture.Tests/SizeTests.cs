using System.Text.RegularExpressions;

namespace Lanekeeper.Architecture.Tests;

/// <summary>Small, even files: the budgets of the house.</summary>
public sealed partial class SizeTests
{
    private const int FileBudget = 400;
    private const int MethodBudget = 60;
    private const int KernelBudget = 600;

    public static TheoryData<string> Folders() => ["src", "tests", "bench"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_file_is_over_its_budget(string folder)
    {
        var over = Repository.Files(folder, "*.cs")
            .Select(file => (File: Repository.Relative(file), Lines: File.ReadAllLines(file).Length))
            .Where(file => file.Lines > FileBudget)
            .Select(file => $"{file.File}: {file.Lines} lines");

        over.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_method_is_over_its_budget(string folder)
    {
        var over = Repository.Files(folder, "*.cs").SelectMany(LongMethods);

        over.ShouldBeEmpty();
    }

    [Fact]
    public void The_kernel_stays_small()
    {
        Repository.Files("src/Lanekeeper.Kernel", "*.cs").Sum(file => File.ReadAllLines(file).Length).ShouldBeLessThanOrEqualTo(KernelBudget);
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        var marks = Repository.Files("src", "*.cs").Concat(Repository.Files("bench", "*.cs"))
            .SelectMany(file => File.ReadAllLines(file).Select((line, index) => (File: Repository.Relative(file), Line: index + 1, Text: line)))
            .Where(line => LaterMark().IsMatch(line.Text))
            .Select(line => $"{line.File}:{line.Line}");

        marks.ShouldBeEmpty();
    }

    /// <remarks>By indentation, which the build keeps straight: a member stands at four or eight blanks and ends with a brace there.</remarks>
    private static IEnumerable<string> LongMethods(string file)
    {
        var lines = File.ReadAllLines(file);
        for (var i = 0; i < lines.Length; i++)
        {
            var member = Member().Match(lines[i]);
            if (!member.Success)
            {
                continue;
            }

            var close = member.Groups["indent"].Value + "}";
            var end = Array.FindIndex(lines, i, line => line == close || (line.StartsWith(close, StringComparison.Ordinal) && line.TrimEnd() == close));
            if (end > 0 && end - i + 1 > MethodBudget)
            {
                yield return $"{Repository.Relative(file)}:{i + 1}: {end - i + 1} lines";
            }
        }
    }

    [GeneratedRegex(@"^(?<indent>    |        )(public|internal|private|protected|file)[^=;""]*\([^;=]*$")]
    private static partial Regex Member();

    // Spelled with classes, so that this file does not hold what it looks for.
    [GeneratedRegex(@"\b(T[O]DO|F[I]XME|H[A]CK|NotImplemented[E]xception)\b")]
    private static partial Regex LaterMark();
}
