using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Lanekeeper.Orchestration;
using Lanekeeper.Project;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary>Whatever comes in: the answer names the place, what was live stays live, and what was there stays there.</summary>
public sealed class BadInputTests(Desk desk) : IClassFixture<Desk>
{
    private static readonly byte[] NotUtf8 = [(byte)'"', 0xC3, 0x28, 0xFF, (byte)'"'];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string, string, string> Faults => new()
    {
        { "broken YAML", "workflows/mail/workflow.yaml", "tools: [send_reply]", "tools: [send_reply", "workflows/mail/workflow.yaml:" },
        { "an unknown field", "lanekeeper.yaml", "name: product-test", "name: product-test\ncolour: blue", "lanekeeper.yaml:3:1: " },
        { "a missing variable", "prompts/triage.md", "{{ input.subject }}", "{{ input.subjekt }}", "prompts/triage.md:6:" },
        { "a schema that does not compile", "schemas/triage.json", "\"type\":\"object\"", "\"type\":\"objekt\"", "schemas/triage.json:" },
        { "a schema that is no JSON", "schemas/triage.json", "\"type\":\"object\"", "\"type\":", "schemas/triage.json:" },
        { "bytes that are no text", "prompts/triage.md", "Message", "\0UTF8", "prompts/triage.md:" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_faulty_project_is_refused_by_the_place_and_the_live_one_stays(string what, string file, string good, string bad, string place)
    {
        var before = await StandingAsync();
        var folder = desk.CopyProject(what.Replace(' ', '-'));
        Spoil(Path.Combine(folder, file), good, bad);

        var check = await LanekeeperProcess.RunAsync(Stop, "check", folder);
        check.ShouldEndWith(ExitCodes.No).Output.ShouldContain(place);
        var deploy = await LanekeeperProcess.RunAsync(Stop, "deploy", folder, "--data", desk.Data);
        deploy.ShouldEndWith(ExitCodes.No).Errors.ShouldContain(place);
        var wire = new DeployWire(what, Projects.Read(folder).Value.Contents.ToDictionary(one => one.Key, one => one.Value.ToArray()));
        var posted = (await desk.Client.PostAsync<Deployment>(ApiPaths.Deployments, wire, Stop)).Problem!;

        posted.Kind.ShouldBe(ProblemKind.Invalid);
        posted.Details.ShouldContain(detail => detail.StartsWith(place, StringComparison.Ordinal), "the server checks for itself");
        await StillWellAsync(before);
    }

    [Fact]
    public async Task A_source_folder_that_has_vanished_is_named_and_its_documents_stay()
    {
        var before = await StandingAsync();
        var folder = desk.CopyProject("no-source");
        Directory.Delete(Path.Combine(folder, "sources"), recursive: true);

        (await LanekeeperProcess.RunAsync(Stop, "check", folder)).ShouldEndWith(ExitCodes.No).Output.ShouldContain("sources/handbook");
        (await LanekeeperProcess.RunAsync(Stop, "deploy", folder, "--data", desk.Data)).ShouldEndWith(ExitCodes.No).Errors.ShouldContain("sources/handbook");

        await StillWellAsync(before);
    }

    [Fact]
    public async Task A_project_folder_that_is_not_there_is_named()
    {
        var answer = await LanekeeperProcess.RunAsync(Stop, "deploy", desk.Sub("nowhere"), "--data", desk.Data);

        answer.ShouldEndWith(ExitCodes.NotFound).Errors.ShouldContain(desk.Sub("nowhere"));
    }

    public static TheoryData<string, byte[], string> Bodies => new()
    {
        { "invalid UTF-8", [.. """{"id":"1","from":"kim@example.org","subject":"""u8, .. NotUtf8, .. ""","body":"x"}"""u8], "api.bad-json" },
        { "no JSON", "Where is my parcel?"u8.ToArray(), "api.bad-json" },
        { "half of it", """{"id":"1","from":"kim@exa"""u8.ToArray(), "api.bad-json" },
        { "very deep", Encoding.ASCII.GetBytes(new string('[', 10_000) + new string(']', 10_000)), "api.bad-json" },
        { "a NUL", """{"id":"1","from":"kim@example.org","subject":"a\u0000b","body":"x"}"""u8.ToArray(), "runs.unstorable-input" },
        { "half a character", """{"id":"1","from":"kim@example.org","subject":"a\ud800b","body":"x"}"""u8.ToArray(), "api.bad-json" },
        { "a list", "[1, 2]"u8.ToArray(), "runs.invalid-input" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_that_cannot_be_read_is_a_problem_that_says_so(string what, byte[] body, string code)
    {
        var before = await StandingAsync();

        using var answer = await SendAsync(body);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, what);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(ProblemWire.MediaType);
        var problem = await Desk.ReadAsync<ProblemWire>(answer, Stop);
        problem.Code.ShouldBe(code);
        problem.Detail.Length.ShouldBeGreaterThan(20);
        await StillWellAsync(before);
    }

    [Theory]
    [InlineData(2_000_000, "runs.input-too-large")]
    [InlineData(5_000_000, "api.too-large")]
    [InlineData(40_000_000, "api.too-large")]
    public async Task A_message_that_is_too_large_is_refused(int bytes, string code)
    {
        var before = await StandingAsync();
        var message = JsonSerializer.SerializeToUtf8Bytes(new { id = "1", from = "kim@example.org", subject = "Large", body = new string('x', bytes) });

        using var answer = await SendAsync(message);

        ((int)answer.StatusCode).ShouldBeOneOf(400, 413);
        (await Desk.ReadAsync<ProblemWire>(answer, Stop)).Code.ShouldBe(code);
        await StillWellAsync(before);
    }

    [Fact]
    public async Task A_message_in_a_file_that_is_no_text_is_refused_by_the_files_name()
    {
        var file = desk.Sub("not-utf8.json");
        await File.WriteAllBytesAsync(file, NotUtf8, Stop);

        var answer = await LanekeeperProcess.RunAsync(Stop, "run", "mail", "--input", file, "--data", desk.Data);

        answer.ShouldEndWith(ExitCodes.Usage).Errors.ShouldContain(file);
    }

    [Theory]
    [InlineData("GET", "api/runs?state=asleep", 400)]
    [InlineData("GET", "api/runs?after=nonsense", 400)]
    [InlineData("GET", "api/runs?limit=many", 400)]
    [InlineData("GET", "api/runs/not-an-id", 404)]
    [InlineData("GET", "api/nothing", 404)]
    [InlineData("DELETE", "api/runs", 405)]
    [InlineData("POST", "api/workflows/mail/runs?wait=soon", 400)]
    [InlineData("POST", "api/workflows/..%2f..%2fetc/runs", 404)]
    public async Task A_request_that_makes_no_sense_is_a_problem_and_never_a_fault(string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = method == "POST" ? new StringContent("{}", Encoding.UTF8, "application/json") : null;
        using var answer = await desk.Http.SendAsync(request, Stop);

        ((int)answer.StatusCode).ShouldBe(status, await answer.Content.ReadAsStringAsync(Stop));
        (await Desk.ReadAsync<ProblemWire>(answer, Stop)).Detail.ShouldNotBeNullOrEmpty();
    }

    private Task<HttpResponseMessage> SendAsync(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, ApiPaths.StartRun("mail")) { Content = content };
        request.Headers.ExpectContinue = true;
        return desk.Http.SendAsync(request, Stop);
    }

    private async Task<Standing> StandingAsync()
    {
        var live = (await desk.Client.GetAsync<Page<Deployment>>(ApiPaths.Deployments, Stop)).Value.Items.Single(one => one.IsLive);
        var runs = (await desk.Client.GetAsync<Page<Run>>(ApiPaths.Runs + "?limit=500", Stop)).Value;
        return new(live.Id, runs.Items.Count);
    }

    /// <summary>The same is live, it still serves, and every earlier run is still there.</summary>
    private async Task StillWellAsync(Standing before)
    {
        (await StandingAsync()).ShouldBe(before);
        await desk.AskAsync("mail", "Still well", Stop);
        (await StandingAsync()).ShouldBe(before with { Runs = before.Runs + 1 });
    }

    /// <remarks>Bytes that are no UTF-8 cannot stand in a test's arguments, so a mark stands for them.</remarks>
    private static void Spoil(string path, string good, string bad)
    {
        var text = File.ReadAllText(path);
        text.ShouldContain(good);
        var spoilt = Encoding.Latin1.GetBytes(text.Replace(good, bad.Replace("\0UTF8", Encoding.Latin1.GetString(NotUtf8), StringComparison.Ordinal), StringComparison.Ordinal));
        File.WriteAllBytes(path, spoilt);
    }

    private sealed record Standing(Guid Live, int Runs);
}
