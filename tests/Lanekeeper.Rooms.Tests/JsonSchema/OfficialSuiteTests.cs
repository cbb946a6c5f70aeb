using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.JsonSchema;

public sealed class OfficialSuiteTests
{
    private const string RequiredFolder = "tests/draft2020-12";
    private const string FormatFolder = "tests/draft2020-12/optional/format";
    private const int RequiredCases = 1_299;

    public static TheoryData<string> Required() => OfficialSuite.Files(RequiredFolder);

    [Theory]
    [MemberData(nameof(Required))]
    public void Every_required_case_passes(string file) => OfficialSuite.Run(RequiredFolder, file).Failures.ShouldBeEmpty();

    [Theory]
    [InlineData("date.json")]
    [InlineData("date-time.json")]
    [InlineData("email.json")]
    [InlineData("uri.json")]
    [InlineData("uuid.json")]
    public void An_asserted_format_is_judged_as_the_suite_says(string file) => OfficialSuite.Run(FormatFolder, file, assertFormat: true).Failures.ShouldBeEmpty();

    /// <remarks>What is optional and passes all the same should go on passing. Left out: other drafts by reference, and formats that stay annotations.</remarks>
    [Theory]
    [InlineData("anchor.json")]
    [InlineData("bignum.json")]
    [InlineData("dynamicRef.json")]
    [InlineData("ecmascript-regex.json")]
    [InlineData("float-overflow.json")]
    [InlineData("id.json")]
    [InlineData("no-schema.json")]
    [InlineData("non-bmp-regex.json")]
    [InlineData("refOfUnknownKeyword.json")]
    [InlineData("unknownKeyword.json")]
    public void What_is_optional_passes_too(string file) => OfficialSuite.Run($"{RequiredFolder}/optional", file).Failures.ShouldBeEmpty();

    [Fact]
    public void The_whole_of_the_suite_has_run()
    {
        var cases = Directory.EnumerateFiles(TestData.File("json-schema-test-suite", RequiredFolder), "*.json")
            .Sum(file => OfficialSuite.Run(RequiredFolder, Path.GetFileName(file)).Cases);

        TestContext.Current.SendDiagnosticMessage($"JSON Schema suite: {cases} required cases");
        cases.ShouldBeGreaterThanOrEqualTo(RequiredCases);
    }
}
