using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Lanekeeper.Approvals;
using Lanekeeper.Cli;
using Lanekeeper.FaultProvider;
using Lanekeeper.Ledger;
using Lanekeeper.Orchestration;
using Lanekeeper.Permissions;
using Lanekeeper.Project;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary>The main job, over real HTTP, in both providers' formats: a message comes in, a person answers, and just that is done.</summary>
public sealed class MainJobTests(Desk desk) : IClassFixture<Desk>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mail", "gpt-4.1-mini-2025-04-14")]
    [InlineData("claude", "claude-sonnet-4-5-20250929")]
    public async Task A_message_becomes_a_card_that_holds_all_a_reviewer_needs(string workflow, string model)
    {
        var subject = $"Card by {workflow}";
        desk.Answer(subject, reply: "It left on Monday.");
        using var accepted = await desk.PostAsync(ApiPaths.StartRun(workflow), Desk.Message(subject), Stop);

        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var run = await Desk.ReadAsync<Run>(accepted, Stop);
        accepted.Headers.Location!.ToString().ShouldBe("/" + ApiPaths.Run(run.Id));

        var card = await CardOfAsync(run.Id);
        card.State.ShouldBe(ApprovalState.Pending);
        card.Summary.ShouldBe($"Send an e-mail to kim@example.org with the subject \"Re: {subject}\".");
        card.Request.Title.ShouldBe(subject);
        card.Request.Evidence.Input.GetProperty("body").GetString().ShouldBe("Where is my late parcel?");
        var passage = card.Request.Evidence.Passages[0];
        passage.Document.ShouldBe("delivery.md");
        passage.Text.ShouldContain("five days late");
        (await desk.Client.GetAsync<Retrieval.Passage>(ApiPaths.Passage(passage.Id), Stop)).Value.Text.ShouldBe(passage.Text, "a citation can be followed");
        var said = card.Request.Evidence.Models.ShouldHaveSingleItem();
        said.Model.ShouldContain(model);
        said.Output.GetProperty("reply").GetString().ShouldBe("It left on Monday.");
        var arguments = JsonSerializer.SerializeToElement(new { to = "kim@example.org", subject = $"Re: {subject}", body = "It left on Monday." });
        CanonicalJson.Digest(card.Request.Action!.Arguments).ShouldBe(CanonicalJson.Digest(arguments));
        card.Request.Action.ArgumentsDigest.ShouldBe(CanonicalJson.Digest(arguments));
        card.Request.Action.Decision.Verdict.ShouldBe(Verdict.Approve);
        card.Request.Snapshot.ShouldBe((await desk.Client.GetAsync<Page<Deployment>>(ApiPaths.Deployments, Stop)).Value.Items.Single(one => one.IsLive).Snapshot);
        card.ExpiresAt.ShouldBe(card.RequestedAt + TimeSpan.FromDays(3), TimeSpan.FromMinutes(1));
        desk.MailsAbout(subject).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("mail")]
    [InlineData("claude")]
    public async Task What_is_approved_is_done_exactly_and_once(string workflow)
    {
        var card = await desk.AskAsync(workflow, $"Approve by {workflow}", Stop);

        var decided = (await desk.DecideAsync(card, new { answer = "approve", words = "checked" }, Stop)).Value;
        decided.State.ShouldBe(ApprovalState.Approved);
        decided.DecidedByName.ShouldNotBeNullOrEmpty();

        var run = await desk.EndedAsync(card.Request.RunId, Stop);
        run.Run.State.ShouldBe(RunState.Succeeded);
        run.Run.Outcome.ShouldBe("done");
        var mail = desk.MailsAbout($"Approve by {workflow}").ShouldHaveSingleItem();
        CanonicalJson.Digest(mail.ToArguments()).ShouldBe(card.Request.Action!.ArgumentsDigest);
        (await desk.CardAsync(card.Id, Stop)).UsedAt.ShouldNotBeNull();
        var action = (await desk.Client.GetAsync<Page<ActionRow>>($"{ApiPaths.Actions}?run={run.Run.Id}", Stop)).Value.Items.Single(row => row.State is not null);
        action.State.ShouldBe(ActionState.Executed);
        action.ApprovalId.ShouldBe(card.Id);
        action.ArgumentsDigest.ShouldBe(card.Request.Action.ArgumentsDigest);
    }

    [Fact]
    public async Task An_edit_is_what_is_done_and_its_difference_is_kept()
    {
        var card = await desk.AskAsync("mail", "Edited", Stop);
        var edited = new { to = "kim@example.org", subject = "Re: Edited", body = "A person wrote this: 5 €." };

        var decided = (await desk.DecideAsync(card, new { answer = "approve", arguments = edited }, Stop)).Value;

        await desk.EndedAsync(card.Request.RunId, Stop);
        desk.MailsAbout("Edited").ShouldHaveSingleItem().Body.ShouldBe("A person wrote this: 5 €.");
        var change = decided.Changes.ShouldHaveSingleItem();
        change.Path.ShouldBe("/body");
        change.Before!.Value.GetString().ShouldBe("It is on its way.");
        change.After!.Value.GetString().ShouldBe("A person wrote this: 5 €.");
        decided.ArgumentsDigest.ShouldBe(CanonicalJson.Digest(JsonSerializer.SerializeToElement(edited)));
        decided.Request.Action!.ArgumentsDigest.ShouldNotBe(decided.ArgumentsDigest, "what was proposed is kept");
    }

    [Theory]
    [InlineData("""{"answer":"approve","arguments":{"to":"kim@example.org","subject":"Re: Broken"}}""", "body")]
    [InlineData("""{"answer":"approve","arguments":{"to":"not an address","subject":"Re: Broken","body":"x"}}""", "to")]
    [InlineData("""{"answer":"approve","arguments":{"to":"kim@example.org","subject":"Re: Broken","body":"x","bcc":"eve@example.org"}}""", "bcc")]
    public async Task An_edit_that_breaks_the_schema_is_refused_and_the_card_still_waits(string decision, string place)
    {
        var card = await desk.AskAsync("mail", $"Broken {place}", Stop);

        var refused = await desk.DecideAsync(card, JsonElement.Parse(decision), Stop);

        refused.Problem!.Code.ShouldBe("approvals.invalid-edit");
        refused.Problem.Message.ShouldContain(place);
        (await desk.CardAsync(card.Id, Stop)).State.ShouldBe(ApprovalState.Pending);
        desk.MailsAbout($"Broken {place}").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_rejected_is_not_done_and_the_run_says_so()
    {
        var card = await desk.AskAsync("mail", "Rejected", Stop);

        var decided = (await desk.DecideAsync(card, new { answer = "reject", reason = "wrong_facts", words = "It has arrived." }, Stop)).Value;

        decided.State.ShouldBe(ApprovalState.Rejected);
        (decided.Reason, decided.Words).ShouldBe((RejectReason.WrongFacts, "It has arrived."));
        var run = await desk.EndedAsync(card.Request.RunId, Stop);
        run.Run.Outcome.ShouldBe("rejected");
        run.Steps[^1].State.ShouldBe(StepState.Rejected);
        desk.MailsAbout("Rejected").ShouldBeEmpty();
    }

    [Fact]
    public async Task To_reject_needs_a_reason()
    {
        var card = await desk.AskAsync("mail", "No reason", Stop);

        (await desk.DecideAsync(card, new { answer = "reject" }, Stop)).Problem!.Kind.ShouldBe(ProblemKind.Invalid);

        (await desk.CardAsync(card.Id, Stop)).State.ShouldBe(ApprovalState.Pending);
    }

    [Fact]
    public async Task The_second_answer_is_told_who_gave_the_first()
    {
        var card = await desk.AskAsync("mail", "Twice", Stop);
        var first = (await desk.DecideAsync(card, new { answer = "reject", reason = "duplicate" }, Stop)).Value;

        using var second = await desk.PostAsync(ApiPaths.Decide(card.Id), new { answer = "approve" }, Stop);

        second.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await Desk.ReadAsync<ProblemWire>(second, Stop)).Detail.ShouldStartWith($"{first.DecidedByName} already rejected this at ");
        desk.MailsAbout("Twice").ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_many_answers_at_once_one_counts()
    {
        var card = await desk.AskAsync("mail", "At once", Stop);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => desk.DecideAsync(card, new { answer = "approve" }, Stop)));

        answers.Count(answer => answer.Problem is null).ShouldBe(1);
        answers.Where(answer => answer.Problem is not null).ShouldAllBe(answer => answer.Problem!.Kind == ProblemKind.Conflict);
        await desk.EndedAsync(card.Request.RunId, Stop);
        desk.MailsAbout("At once").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Who_may_only_look_cannot_decide_and_who_is_nobody_sees_nothing()
    {
        var card = await desk.AskAsync("mail", "Looked at", Stop);
        var viewer = (await desk.Client.PostAsync<Account>(ApiPaths.Accounts, new NewAccount("vi@example.com", "Vi", Role.Viewer), Stop)).Value;
        var key = (await desk.Client.PostAsync<NewKey>(ApiPaths.Keys(viewer.Id), new { label = "a test" }, Stop)).Value;
        using var eyes = new ServerClient(desk.Client.Server, key.Secret);
        using var nobody = new ServerClient(desk.Client.Server, null);

        (await eyes.GetAsync<Approval>(ApiPaths.Approval(card.Id), Stop)).Value.ShouldSatisfyAllConditions(
            seen => seen.IsWithheld.ShouldBeTrue(),
            seen => seen.Request.Evidence.Input.ValueKind.ShouldBe(JsonValueKind.Null));
        (await eyes.GetAsync<RunDetail>(ApiPaths.Run(card.Request.RunId), Stop)).Value.IsWithheld.ShouldBeTrue();
        (await eyes.GetAsync<DeployWire>(ApiPaths.SnapshotFiles(card.Request.Snapshot), Stop)).Problem!.Kind.ShouldBe(ProblemKind.Denied);
        foreach (var command in new[] { new[] { "runs", "show", card.Request.RunId.ToString() }, ["approvals", "show", card.Id.ToString()] })
        {
            var wish = new CommandWish([.. command, "--url", desk.Client.Server.ToString()]) { Environment = new Dictionary<string, string> { ["LANEKEEPER_TOKEN"] = key.Secret } };
            var shown = (await LanekeeperProcess.RunAsync(wish, Stop)).ShouldEndWith(ExitCodes.Ok).Output;
            shown.ShouldContain("shown to reviewers");
            shown.ShouldNotContain("kim@example.org");
        }

        (await eyes.PostAsync<Approval>(ApiPaths.Decide(card.Id), new { answer = "approve" }, Stop)).Problem!.Kind.ShouldBe(ProblemKind.Denied);
        (await eyes.PostAsync<Run>(ApiPaths.StartRun("mail"), Desk.Message("Looked at"), Stop)).Problem!.Kind.ShouldBe(ProblemKind.Denied);
        (await nobody.GetAsync<Approval>(ApiPaths.Approval(card.Id), Stop)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
        (await desk.CardAsync(card.Id, Stop)).State.ShouldBe(ApprovalState.Pending);
    }

    [Theory]
    [InlineData("mail", "gpt-4.1-mini-2025-04-14", 0.00056)]
    [InlineData("claude", "claude-sonnet-4-5-20250929", 0.0045)]
    public async Task Every_call_is_a_row_with_prompt_answer_tokens_cost_and_both_models(string workflow, string model, double cost)
    {
        var card = await desk.AskAsync(workflow, $"Counted by {workflow}", Stop);

        var row = (await desk.Client.GetAsync<Page<CallRow>>($"{ApiPaths.Calls}?run={card.Request.RunId}", Stop)).Value.Items.ShouldHaveSingleItem();
        var call = (await desk.Client.GetAsync<CallDetail>(ApiPaths.Call(row.Id), Stop)).Value;

        row.State.ShouldBe(CallState.Answered);
        (row.Workflow, row.StepId, row.Snapshot, row.Attempt).ShouldBe((workflow, "triage", card.Request.Snapshot, 1));
        (row.RequestedModel, row.ServedModel).ShouldBe((model, model));
        (row.InputTokens, row.OutputTokens).ShouldBe((1000L, 100L));
        row.CostUsd.ShouldBe((decimal)cost, "1000 tokens in and 100 out by the list prices");
        row.TotalMs!.Value.ShouldBeGreaterThan(0);
        call.PriceVersion.ShouldNotBeNullOrEmpty();
        call.Request!.ShouldContain($"Counted by {workflow}");
        call.Request!.ShouldContain("A parcel that is five days late is sent again.");
        call.Response!.ShouldContain("It is on its way.");
        $"{call.Request}{call.Response}".ShouldNotContain("sk-test-secret");
        card.Request.Evidence.Models.Single().CallId.ShouldBe(row.Id);
    }

    [Fact]
    public async Task The_model_that_served_is_kept_beside_the_one_that_was_asked()
    {
        desk.Fail("Renamed", FaultKind.Renamed);
        var run = await desk.RunAsync("mail", "Renamed", Stop);

        var row = (await desk.Client.GetAsync<Page<CallRow>>($"{ApiPaths.Calls}?run={run.Id}", Stop)).Value.Items.ShouldHaveSingleItem();
        (row.RequestedModel, row.ServedModel).ShouldBe(("gpt-4.1-mini-2025-04-14", "other-model-2026-01-01"));
    }

    [Fact]
    public async Task The_same_key_gives_the_same_run_and_never_another_input()
    {
        desk.Answer("Keyed");
        using var first = await desk.PostAsync(ApiPaths.StartRun("mail"), Desk.Message("Keyed"), Stop, key: "key-1");
        using var again = await desk.PostAsync(ApiPaths.StartRun("mail"), Desk.Message("Keyed"), Stop, key: "key-1");
        using var other = await desk.PostAsync(ApiPaths.StartRun("mail"), Desk.Message("Keyed otherwise"), Stop, key: "key-1");

        (await Desk.ReadAsync<Run>(again, Stop)).Id.ShouldBe((await Desk.ReadAsync<Run>(first, Stop)).Id);
        other.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await Desk.ReadAsync<ProblemWire>(other, Stop)).Code.ShouldBe("runs.idempotency-mismatch");
    }

    [Fact]
    public async Task A_run_that_is_cancelled_takes_its_card_with_it()
    {
        var card = await desk.AskAsync("mail", "Cancelled", Stop);

        var run = (await desk.Client.PostAsync<Run>(ApiPaths.CancelRun(card.Request.RunId), new CancelWire("the customer called"), Stop)).Value;

        run.State.ShouldBe(RunState.Cancelled);
        (await desk.CardAsync(card.Id, Stop)).State.ShouldBe(ApprovalState.Withdrawn);
        (await desk.DecideAsync(card, new { answer = "approve" }, Stop)).Problem!.Kind.ShouldBe(ProblemKind.Conflict);
        (await desk.Client.PostAsync<Run>(ApiPaths.CancelRun(run.Id), null, Stop)).Problem!.Code.ShouldBe("runs.already-ended");
        desk.MailsAbout("Cancelled").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_that_does_not_fit_the_input_schema_is_refused_by_its_places()
    {
        using var refused = await desk.PostAsync(ApiPaths.StartRun("mail"), new { id = 7, from = "kim@example.org", subject = "x" }, Stop);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        refused.Content.Headers.ContentType.ShouldBe(new MediaTypeHeaderValue(ProblemWire.MediaType));
        var problem = await Desk.ReadAsync<ProblemWire>(refused, Stop);
        problem.Code.ShouldBe("runs.invalid-input");
        string.Join('\n', problem.Details!).ShouldSatisfyAllConditions(details => details.ShouldContain("/id"), details => details.ShouldContain("body"));
    }

    private async Task<Approval> CardOfAsync(Guid run)
    {
        var detail = await desk.RestedAsync(run, Stop);
        return await desk.CardAsync(detail.Run.ApprovalId!.Value, Stop);
    }
}
