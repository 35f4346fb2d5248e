from django.urls import path

from . import views

app_name = "access"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="login"),
    path("sign-out/", views.sign_out, name="logout"),
    path("password/", views.own_password, name="password"),
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/new/", views.open_account, name="open_account"),
    path("accounts/<int:pk>/", views.account, name="account"),
    path("accounts/<int:pk>/roles/", views.set_roles, name="set_roles"),
    path("accounts/<int:pk>/password/", views.reset_password, name="reset_password"),
    path("accounts/<int:pk>/unlock/", views.unlock, name="unlock"),
    path("accounts/<int:pk>/sign-out/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("accounts/<int:pk>/close/", views.close_account, name="close_account"),
    path("accounts/<int:pk>/reopen/", views.reopen_account, name="reopen_account"),
    path("looks/", views.looks_page, name="looks"),
]
