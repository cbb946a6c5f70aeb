using System.Net;
using System.Text.Json;
using Lanekeeper.Permissions;
using Lanekeeper.Project;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary>What is not wrong yet, and is said before it goes wrong.</summary>
public sealed class WarningTests(Desk desk) : IClassFixture<Desk>
{
    private const string Value = "sk-test-secret-0123456789";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_that_the_server_does_not_have_is_named_by_check_deploy_and_doctor_and_stops_nothing()
    {
        var folder = desk.CopyProject("keyless");
        Spoil(folder, "key: env:TEST_PROVIDER_KEY\n    breaker", "key: env:NOBODY_SET_THIS\n    breaker");

        var check = (await RunAsync("check", folder)).ShouldEndWith(ExitCodes.Ok);
        var json = (await RunAsync("check", folder, "--json")).ShouldEndWith(ExitCodes.Ok).Json;
        var deploy = (await RunAsync("deploy", folder, "--data", desk.Data)).ShouldEndWith(ExitCodes.Ok);
        var doctor = (await RunAsync("doctor", "--data", desk.Data)).ShouldEndWith(ExitCodes.Ok);
        (await desk.DeployAsync(desk.Project, Stop)).Value.MissingSecrets.ShouldBeEmpty();

        foreach (var words in new[] { check.Errors, deploy.Errors, doctor.Output })
        {
            words.ShouldContain("env:NOBODY_SET_THIS");
            words.ShouldContain("the models claude, scripted");
            words.ShouldContain("set NOBODY_SET_THIS in the server's environment");
        }

        deploy.Output.ShouldContain("is live as");
        json.GetProperty("missingHere")[0].GetProperty("reference").GetString().ShouldBe("env:NOBODY_SET_THIS");
    }

    [Fact]
    public async Task Doctor_looks_for_keys_where_the_server_is_and_never_says_what_they_are()
    {
        var bare = new Dictionary<string, string> { ["TEST_PROVIDER_KEY"] = "" };

        var doctor = await LanekeeperProcess.RunAsync(new CommandWish("doctor", "--data", desk.Data) { Environment = bare }, Stop);

        doctor.ShouldEndWith(ExitCodes.Ok).Output.ShouldContain("ok    secrets: the server has env:TEST_PROVIDER_KEY, for the models claude, scripted");
        doctor.Output.ShouldNotContain(Value);
        (await desk.Http.GetStringAsync(ApiPaths.Secrets, Stop)).ShouldNotContain(Value);
    }

    [Fact]
    public async Task A_limit_for_a_name_that_nobody_has_is_deployed_with_a_warning_that_says_which_there_are()
    {
        await desk.Client.PostAsync<NewAppKey>(ApiPaths.AppKeys, new AppKeyRequest("helper", ["aside"], [], [], null), Stop);
        var folder = desk.CopyProject("misspelt");
        await File.AppendAllTextAsync(
            Path.Combine(folder, "lanekeeper.yaml"),
            """

            limits:
              apps:
                helper: { usd_per_day: 5 }
                hepler: { usd_per_day: 5 }
              workflows:
                aside: { concurrent: 5 }
                mail: { concurrent: 5 }
                meil: { concurrent: 5 }

            """,
            Stop);

        var deploy = (await RunAsync("deploy", folder, "--data", desk.Data)).ShouldEndWith(ExitCodes.Ok);
        var doubts = (await desk.Client.GetAsync<Page<NameDoubt>>(ApiPaths.NameDoubts, Stop)).Value.Items;
        (await desk.DeployAsync(desk.Project, Stop)).Value.Doubts.ShouldBeEmpty();

        doubts.Select(doubt => (doubt.Where, doubt.Name)).ShouldBe([("limits.apps", "hepler"), ("limits.workflows", "meil")]);
        deploy.Errors.ShouldContain("Warning: limits.apps names `hepler`, and no app with a key is called so;");
        deploy.Errors.ShouldContain("helper");
        deploy.Errors.ShouldContain("Warning: limits.workflows names `meil`, and no workflow is called so; there are aside, booking,");
        deploy.Output.ShouldContain("is live as");
    }

    [Fact]
    public async Task A_project_with_faults_is_not_deployed_and_the_answer_is_no()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.Sub("faulty"));
        await File.WriteAllTextAsync(Path.Combine(folder.Sub("faulty"), "lanekeeper.yaml"), "version: 1\nnmae: desk\n", Stop);

        var deploy = (await RunAsync("deploy", folder.Sub("faulty"), "--data", desk.Data)).ShouldEndWith(ExitCodes.No);

        deploy.Errors.ShouldContain("The project is not deployed; it has 2 faults.");
        deploy.Errors.ShouldContain("lanekeeper.yaml:2:1: ");
    }

    [Fact]
    public async Task A_key_for_names_that_nobody_knows_is_made_with_a_warning_that_says_which_are_known()
    {
        var wrong = (await RunAsync("keys", "create", "shop", "--workflow", "maiil", "--model", "nope", "--tool", "send", "--quiet", "--data", desk.Data)).ShouldEndWith(ExitCodes.Ok);
        var right = (await RunAsync("keys", "create", "shop", "--workflow", "mail", "--model", "scripted", "--model", "default", "--model", "gpt-4.1-mini-2025-04-14", "--tool", "book", "--data", desk.Data)).ShouldEndWith(ExitCodes.Ok);
        var wire = (await desk.Client.PostAsync<NewAppKey>(ApiPaths.AppKeys, new AppKeyRequest("shop", [], ["nope"], [], null), Stop)).Value;

        wrong.Output.Trim().ShouldStartWith("lk_");
        wrong.Errors.ShouldContain("No workflow of the live project is called `maiil`; it has booking, claude, mail, urgent");
        wrong.Errors.ShouldContain("no model `nope`; it has claude, scripted");
        wrong.Errors.ShouldContain("no tool `send`; it has book, send_reply");
        right.Errors.ShouldNotContain("Warning");
        wire.Warnings.ShouldHaveSingleItem().ShouldContain("nope");
    }

    [Fact]
    public async Task A_key_for_names_that_nobody_knows_is_rotated_with_the_same_warning_wherever_that_is_done()
    {
        var made = (await desk.Client.PostAsync<NewAppKey>(ApiPaths.AppKeys, new AppKeyRequest("shop", ["maiil"], ["nope"], ["send"], null), Stop)).Value;
        var plain = (await desk.Client.PostAsync<NewAppKey>(ApiPaths.AppKeys, new AppKeyRequest("shop", [], ["scripted"], [], null), Stop)).Value;

        var wire = (await desk.Client.PostAsync<NewAppKey>(ApiPaths.RotateKey(made.Key.Id), new { }, Stop)).Value;
        var terminal = (await RunAsync("keys", "rotate", wire.Key.Id.ToString(), "--quiet", "--data", desk.Data)).ShouldEndWith(ExitCodes.Ok);
        using var visitor = await desk.VisitAsync(Stop);
        var next = WebPaths.Key(Guid.ParseExact(terminal.Output.Trim().AsSpan(3, 32), "N"));
        await visitor.GetAsync(next, Stop);
        var page = await visitor.PostAsync($"{next}/rotate", Stop, ("overlap", "24"));

        made.Warnings.Count.ShouldBe(3);
        wire.Warnings.ShouldBe(made.Warnings);
        made.Warnings.ShouldAllBe(warning => terminal.Errors.Contains($"Warning: {warning}"));
        page.Html.Split("<b>Warning.</b>").Length.ShouldBe(4, page.Html);
        (await desk.Client.PostAsync<NewAppKey>(ApiPaths.RotateKey(plain.Key.Id), new { }, Stop)).Value.Warnings.ShouldBeEmpty("a workflow that was not named is not missed");
    }

    [Theory]
    [InlineData("api/runs")]
    [InlineData("api/calls")]
    [InlineData("api/keys")]
    [InlineData("api/deployments")]
    public async Task A_list_refuses_a_limit_that_it_would_not_keep(string path)
    {
        using var most = await desk.Http.GetAsync($"{path}?limit=500", Stop);
        using var more = await desk.Http.GetAsync($"{path}?limit=501", Stop);
        using var none = await desk.Http.GetAsync($"{path}?limit=0", Stop);

        (most.StatusCode, more.StatusCode, none.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest));
        (await Desk.ReadAsync<ProblemWire>(more, Stop)).Detail.ShouldContain("1 to 500");
    }

    [Fact]
    public async Task The_document_of_the_API_says_what_readiness_answers_and_how_long_a_page_is()
    {
        var paths = JsonElement.Parse(await desk.Http.GetStringAsync(ApiPaths.OpenApi, Stop)).GetProperty("paths");

        var limits = paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject())
            .SelectMany(operation => operation.Value.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().ToList() : [])
            .Where(parameter => "limit".Equals(parameter.GetProperty("name").GetString(), StringComparison.OrdinalIgnoreCase))
            .Select(parameter => parameter.GetProperty("schema")).ToList();
        paths.GetProperty("/readyz").GetProperty("get").GetProperty("responses").EnumerateObject().Select(answer => answer.Name).ShouldBe(["200", "503"], ignoreOrder: true);
        limits.Count.ShouldBeGreaterThan(3);
        limits.ShouldAllBe(schema => schema.GetProperty("minimum").GetInt32() == 1 && schema.GetProperty("maximum").GetInt32() == 500);
    }

    private static Task<CommandOutput> RunAsync(params string[] arguments) => LanekeeperProcess.RunAsync(Stop, arguments);

    private static void Spoil(string folder, string good, string bad)
    {
        var path = Path.Combine(folder, "lanekeeper.yaml");
        var text = File.ReadAllText(path);
        text.ShouldContain(good);
        File.WriteAllText(path, text.Replace(good, bad));
    }
}
