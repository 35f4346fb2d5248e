from django.urls import path

from .views import pages, tasks

app_name = "field"
urlpatterns = [
    path("", pages.now, name="now"),
    path("offers/<int:pk>/grab/", tasks.grab, name="grab"),
    path("offers/<int:pk>/pass/", tasks.pass_by, name="pass"),
    path("<str:number>/", pages.job, name="job"),
    path("<str:number>/extra/", tasks.extra, name="extra"),
    path("<str:number>/extra/<int:item>/", tasks.extra_item, name="extra_item"),
    path("<str:number>/<slug:task>/", tasks.task, name="task"),
]
