"""What can go wrong in a conversation, in words for the person who asked.

AssistantError                       code, message, hint; `status` is what HTTP answers
|-- MessageError               422   empty, too long, too many attachments
|-- NotFoundError              404   a thread, turn or attachment that is not there, or not yours: both look alike
|-- BusyError                  409   the thread is still answering, or the id of the turn is taken
|-- LimitError                 429   too many turns at once, or the day's budget is used; `retry_after` seconds
|-- TurnTooLongError           504   the turn took more than its seconds
`-- ModelError                 502   the language model did not answer; the message is kept
    |-- ModelUnreachableError  502   nothing listens there, or the connection broke
    |-- ModelTimeoutError      504   too slow
    |-- ModelRefusedError      502   wrong key or no right to use it
    |-- ModelOverloadedError   503   429 or 5xx: try later
    |-- ContextTooLongError    422   the conversation does not fit into the model
    |-- ModelUnknownError      502   the endpoint has no model of that name
    `-- ModelSettingError      500   the setting names a provider or model that cannot be used
"""

SWITCH = 'Try again, or have it answered without a language model (model "builtin").'


class AssistantError(Exception):
    code = "assistant_error"
    status = 500

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class MessageError(AssistantError):
    code = "bad_message"
    status = 422


class NotFoundError(AssistantError):
    code = "not_found"
    status = 404

    def __init__(self, what: str) -> None:
        super().__init__(f"There is no {what} that you can see.", "Check the id, or look it up in the list.")


class BusyError(AssistantError):
    code = "busy"
    status = 409


class LimitError(AssistantError):
    code = "limit"
    status = 429

    def __init__(self, message: str, hint: str, retry_after: int) -> None:
        super().__init__(message, hint)
        self.retry_after = retry_after


class TurnTooLongError(AssistantError):
    code = "turn_too_long"
    status = 504


class ModelError(AssistantError):
    code = "model_error"
    status = 502

    def __init__(self, message: str, hint: str = SWITCH) -> None:
        super().__init__(f"{message} Your message is kept.", hint)


class ModelUnreachableError(ModelError):
    code = "model_unreachable"


class ModelTimeoutError(ModelError):
    code = "model_timeout"
    status = 504


class ModelRefusedError(ModelError):
    code = "model_refused"


class ModelOverloadedError(ModelError):
    code = "model_overloaded"
    status = 503


class ContextTooLongError(ModelError):
    code = "context_too_long"
    status = 422


class ModelUnknownError(ModelError):
    code = "model_unknown"


class ModelSettingError(ModelError):
    code = "model_setting"
    status = 500
