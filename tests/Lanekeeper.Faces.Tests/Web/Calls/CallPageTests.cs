using Lanekeeper.Ledger;
using Lanekeeper.Web.Calls;

namespace Lanekeeper.Faces.Tests.Web.Calls;

public sealed class CallPageTests
{
    private static readonly Guid Other = Guid.Parse("0199a000-0000-7000-8000-00000000000f");

    [Theory]
    [InlineData(CallState.Answered, "{}", "The answer is below as it came.")]
    [InlineData(CallState.FailedTransient, "{}", "What was received is no answer; it is below as it came.")]
    [InlineData(CallState.FailedTransient, null, "No answer was received.")]
    [InlineData(CallState.Cancelled, "data: {\"choices\":[{\"delta\":{\"content\":\"Half\"}}]}", "The answer did not come to its end; this is the part that came.")]
    [InlineData(CallState.Answered, "data: {\"choices\":[{\"delta\":{\"content\":\"Half\"}}]}", null)]
    public void What_is_said_of_an_answer_is_what_became_of_it(CallState state, string? response, string? note)
    {
        var call = Samples.Call("openai", """{"messages":[{"role":"user","content":"Look"}]}""", response);
        call = call with { Call = call.Call with { State = state } };

        new CallView(call, Conversation.Read(call), null, []).AnswerNote.ShouldBe(note);
    }

    [Fact]
    public async Task An_apps_call_leads_to_the_other_attempts_at_its_request_and_to_its_like()
    {
        var call = Samples.Call("openai", "{}", null, "openai.chat_completions");
        call = call with { Call = call.Call with { RunId = null, StepId = null, App = "shop", SessionId = "s 1", Attempt = 2, Purpose = CallPurpose.Fallback } };
        var first = call.Call with { Id = Other, Attempt = 1, State = CallState.FailedTransient, FailureCode = "models.server-error" };

        var page = await Rendering.PageAsync<CallPage, CallView>(new(call, null, null, [first, call.Call]));

        page.ShouldContain("Attempts at this request");
        page.ShouldContain($"/calls/{Other}");
        page.ShouldContain("server-error");
        page.ShouldContain("/calls?app=shop");
        page.ShouldContain("/calls?session=s%201");
    }

    [Fact]
    public async Task A_workflow_that_is_no_more_than_a_name_leads_to_its_calls()
    {
        var view = new CallView(Samples.Call("openai", "{}", null), null, null, []);

        (await Rendering.PageAsync<CallPage, CallView>(view)).ShouldContain("href=\"/calls?workflow=support\"");
        (await Rendering.PageAsync<CallPage, CallView>(view with { HasWorkflowPage = true })).ShouldContain("href=\"/workflows/support\"");
    }

    [Fact]
    public async Task The_list_says_why_a_call_failed_and_which_answer_was_none_of_a_model()
    {
        var call = Samples.Call("openai", null, null).Call;
        var page = await Rendering.PageAsync<CallsPage, CallsView>(new(
            new(null, null, null, null, App: "shop"),
            new Page<CallRow>([call with { State = CallState.FailedTransient, FailureCode = "models.server-error" }, call with { CacheHitOf = Other }, call with { Degraded = "down" }], null),
            ["support"],
            [],
            ["shop"],
            null));

        page.ShouldContain("server-error");
        page.ShouldContain("from the cache");
        page.ShouldContain("degraded");
        page.ShouldContain("<option value=\"support\">");
    }

    [Fact]
    public async Task A_failures_code_may_break_behind_its_dot()
    {
        var call = Samples.Call("openai", null, null).Call with { State = CallState.FailedTransient, FailureCode = "models.connection-lost" };

        (await Rendering.ControlAsync<CallTags>(new() { [nameof(CallTags.Call)] = call })).ShouldContain("models.<wbr>connection-lost");
    }

    [Fact]
    public void The_filters_of_app_and_session_narrow_the_list()
    {
        var filters = new CallFilters(null, null, null, null, " shop ", "s1");

        filters.TryRead(out var query, out _).ShouldBeTrue();

        query.ShouldBe(new CallQuery(App: "shop", SessionId: "s1"));
        filters.Chips.Select(chip => chip.Key).ShouldBe(["app", "session"]);
    }
}
